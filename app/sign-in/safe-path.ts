/**
 * Where to go after signing in: a path of this site, or the front page. Whatever a browser could
 * read as another site, or that leads back here, is not followed.
 */
export function safePath(wanted: string | undefined): string {
  const home = '/';
  if (!wanted || !URL.canParse(wanted, 'http://site.invalid')) return home;
  const url = new URL(wanted, 'http://site.invalid');
  if (!/^\/(?![/\\])/.test(wanted) || url.host !== 'site.invalid') return home;
  if (url.pathname.startsWith('/sign-in') || url.pathname.startsWith('/api/')) return home;
  return `${url.pathname}${url.search}${url.hash}`;
}
