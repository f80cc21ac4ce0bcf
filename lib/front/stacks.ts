import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

const maps = new Map<string, SourceMap | null>();

/** The map of a bundled file, read when an error first needs it. */
function mapOf(url: string): SourceMap | null {
  let map = maps.get(url);
  if (map === undefined) {
    const file = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : '';
    const mapped = file !== '' && !file.includes('node_modules') && existsSync(file);
    map = mapped ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null;
    maps.set(url, map);
  }
  return map;
}

function shown(site: NodeJS.CallSite): string {
  const text = String(site);
  const url = site.getFileName() ?? '';
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (line === null || column === null) return text;
  const origin = mapOf(url)?.findEntry(line - 1, column - 1);
  if (!origin || !('originalSource' in origin)) return text;
  const place = `${origin.originalSource}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
  return text.replace(`${url}:${line}:${column}`, place.replace(/^(?:\.\.\/)+/, ''));
}

/**
 * Has stacks name the sources that a bundle was made from. Node's own switch reads the map of every
 * package as it loads, which costs memory and a second of each start; here one is read for an error.
 */
export function showSources(): void {
  Error.prepareStackTrace = (error, sites) => {
    const stack = sites.map((site) => `\n    at ${shown(site)}`);
    return `${Error.prototype.toString.call(error)}${stack.join('')}`;
  };
}
