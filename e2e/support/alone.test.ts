import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../scripts/lib/files';
import { ALONE } from '../../vitest.config';

/** What another file of the same process would notice, or would undo. */
const OF_A_PROCESS =
  /\bvi\.(mock|doMock|hoisted|stubEnv|stubGlobal|resetModules)\(|\bprocess\.env[.[]|assign\(process\.env|\b(proxyToDatabase|proxiesToDatabase|traceTo)\(/;

const testsWithDatabase = ['app', 'components', 'e2e', 'lib', 'prisma', 'scripts'].flatMap((room) =>
  readdirSync(path.join(projectRoot, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.db.test.ts'))
    .map((file) => path.posix.join(room, file)),
);

test('tests with a database that alter their process have one of their own', () => {
  const altering = testsWithDatabase.filter((file) =>
    OF_A_PROCESS.test(readFileSync(path.join(projectRoot, file), 'utf8')),
  );
  expect(altering.sort()).toEqual([...ALONE].sort());
});
