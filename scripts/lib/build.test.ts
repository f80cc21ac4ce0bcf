import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sourceHash } from './build';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'switchyard-build-'));
  write('app/page.tsx', 'one');
  write('package-lock.json', '{}');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}

test.each([
  'app/page.tsx',
  'app/scripts/page.tsx',
  'lib/new/file.ts',
  'public/logo.svg',
  'package-lock.json',
  'next.config.js',
  '.env.production',
  'a-new-folder/file.ts',
])('%s goes into the build', (file) => {
  const before = sourceHash(root);
  expect(sourceHash(root)).toBe(before);
  write(file, 'two');
  expect(sourceHash(root)).not.toBe(before);
});

test.each([
  'README.md',
  'lib/new/file.test.ts',
  'components/button.test.tsx',
  'e2e/sign-in.spec.ts',
  'scripts/up.mjs',
  'prisma/migrations/1_init/migration.sql',
  '.next/BUILD_ID',
  '.data/demo.json',
  'node_modules/next/index.js',
  'tsconfig.tsbuildinfo',
])('%s does not', (file) => {
  const before = sourceHash(root);
  write(file, 'two');
  expect(sourceHash(root)).toBe(before);
});

test('what the pages are told by the environment goes in too', () => {
  const before = sourceHash(root);
  vi.stubEnv('NEXT_PUBLIC_TITLE', 'Switchyard');
  expect(sourceHash(root)).not.toBe(before);
});

test('a file that moves is a change', () => {
  const before = sourceHash(root);
  rmSync(path.join(root, 'app/page.tsx'));
  write('app/other/page.tsx', 'one');
  expect(sourceHash(root)).not.toBe(before);
});
