import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PLANTED } from './domain/testing/planted-secrets';

const ROOT = path.resolve(import.meta.dirname, '..');

/** What a library may say of a secret, by every way out that a process has beside its log. */
const SAYS = `
  import { guardOutput } from './lib/guard-output.ts';
  import { PLANTED } from './lib/domain/testing/planted-secrets.ts';
  guardOutput();
  for (const { text } of PLANTED) {
    const error = new Error(text, { cause: new Error(text) });
    for (const level of ['log', 'info', 'debug', 'warn', 'error', 'trace']) {
      console[level]('%s and', text, error, { text });
    }
    process.stderr.write(text + '\\n');
    process.stderr.write(Buffer.from(text + '\\n'));
  }
  process.emitWarning('It was ' + PLANTED[0].text);
`;

test('what a process says beside its log has no secret in it', () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', SAYS],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  for (const out of [stdout, stderr]) {
    expect(out.match(/\[redacted\]/g)?.length).toBeGreaterThan(PLANTED.length * 3);
    for (const { kind, secret } of PLANTED) expect(out.includes(secret), kind).toBe(false);
  }
  expect(stderr).toContain('It was [redacted]');
});

test.each([
  ...['lib/front/main.ts', 'lib/front/console-server.ts', 'prisma/seed.ts'],
  ...['scripts/up/main.ts', 'scripts/cli/switchyard.mjs', 'scripts/lib/database-command.ts'],
  ...['scripts/migrate/main.ts', 'scripts/migrate/new.ts', 'scripts/supply/main.ts'],
])('%s has its output guarded before it does anything', (file) => {
  expect(readFileSync(path.join(ROOT, file), 'utf8')).toMatch(/^ *guard(?:Output|Errors)\(\);$/m);
});

test.each(['scripts/audit-verify.ts', 'scripts/secrets-rotate.ts'])('so has %s', (file) => {
  expect(readFileSync(path.join(ROOT, file), 'utf8')).toMatch(/^runVerdict\(main, /m);
});

test('the command line says no secret in an error, whatever it was given', () => {
  const [{ text, secret } = { text: '', secret: '' }] = PLANTED;
  const { stderr, status } = spawnSync(
    process.execPath,
    ['scripts/cli/switchyard.mjs', 'plan', `--${text}`],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stderr).toContain('[redacted]');
  expect(stderr).not.toContain(secret);
});
