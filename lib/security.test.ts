import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What SECURITY.md promises, and the tests that it names: a file, and a part of a title. */
const promises = readFileSync(path.join(root, 'SECURITY.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, promise = '', tests = ''] = /^\| (.+?) \| +(`.+) \|$/.exec(line) ?? [];
    const named = [...tests.matchAll(/`([\w./-]+\.(?:test|spec)\.tsx?)` "([^"]*)"/g)];
    return named.map(([, file = '', title = '']) => ({ promise: promise.trim(), file, title }));
  });

test('promises are found', () => {
  expect(new Set(promises.map(({ promise }) => promise)).size).toBeGreaterThan(25);
});

test.each(promises)('“$promise” is held by $file', ({ file, title }) => {
  expect(existsSync(path.join(root, file)), file).toBe(true);
  expect(readFileSync(path.join(root, file), 'utf8'), file).toContain(title);
});
