/**
 * The path and the query of an absolute URL as a server is handed it, as they stand there. `URL` would
 * say the same, and take its time for it.
 */
export function urlParts(url: string): { path: string; query: string } {
  const [whole = ''] = url.split('#', 1);
  const path = whole.slice(whole.indexOf('/', whole.indexOf('//') + 2));
  const mark = path.indexOf('?');
  return mark < 0
    ? { path, query: '' }
    : { path: path.slice(0, mark), query: path.slice(mark + 1) };
}
