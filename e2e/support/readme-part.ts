import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../scripts/lib/files';

/**
 * A text with another part between its marks `<!-- NAME:begin -->` and `<!-- NAME:end -->`, made of the
 * one that stands there. Throws where a mark is missing.
 */
export function withPart(text: string, name: string, rewrite: (part: string) => string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [before, rest] = text.split(begin);
  const [part, after] = rest?.split(end) ?? [];
  if (before === undefined || part === undefined || after === undefined) {
    throw new Error(`The README has no place between ${begin} and ${end}.`);
  }
  return `${before}${begin}\n\n${rewrite(part.trim())}\n\n${end}${after}`;
}

/** Does that to the README. */
export function rewriteReadme(name: string, rewrite: (part: string) => string): void {
  const readme = path.join(projectRoot, 'README.md');
  writeFileSync(readme, withPart(readFileSync(readme, 'utf8'), name, rewrite));
}
