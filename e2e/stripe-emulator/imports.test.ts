import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('./', import.meta.url);
const sources = readdirSync(folder).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'test-support.ts',
);

// What it shared with the app it could not contradict.
it.each(sources)('%s imports only its neighbours and what Node brings', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  for (const [, from] of text.matchAll(/\b(?:from|import|require)\s*\(?\s*'([^']+)'/g)) {
    expect(from).toMatch(/^(?:node:[a-z_/]+|\.\/[a-z-]+)$/);
  }
});
