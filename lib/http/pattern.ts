function decoded(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * The pattern of the route that a path met, as `/api/accounts/[id]`: what stood in the place of a
 * parameter is taken out, so that patterns are as few as routes. `unknown` where one is not found.
 */
export function patternOf(
  path: string,
  params: Readonly<Record<string, string | string[] | undefined>>,
): string {
  if (Object.keys(params).length === 0 && !path.includes('%')) return path;
  let parts = path.split('/').map(decoded);
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (Array.isArray(value)) {
      parts = [...parts.slice(0, parts.length - value.length), `[...${name}]`];
      continue;
    }
    const at = parts.lastIndexOf(decoded(value));
    if (at < 0) return 'unknown';
    parts[at] = `[${name}]`;
  }
  return parts.join('/');
}
