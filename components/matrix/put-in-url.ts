/** Puts a query parameter into the address, or takes it out, without asking the server again. */
export function putInUrl(name: string, value: string | null): void {
  const url = new URL(window.location.href);
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  if (url.href !== window.location.href) window.history.replaceState(null, '', url);
}
