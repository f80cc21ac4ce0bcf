import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeSocketPath } from './socket';

test('the socket lies in a folder that is its owner’s alone', () => {
  const file = makeSocketPath();
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  rmSync(path.dirname(file), { recursive: true });
});

test('its path is short enough wherever temporary files lie', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'deep-'));
  const deep = path.join(folder, 'x'.repeat(120));
  mkdirSync(deep);
  const file = makeSocketPath(deep);
  expect(Buffer.byteLength(file)).toBeLessThanOrEqual(100);
  for (const made of [path.dirname(file), folder]) rmSync(made, { recursive: true });
});
