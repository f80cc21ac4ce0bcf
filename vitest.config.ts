import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const never = [...configDefaults.exclude, '.next/**', '.data/**'];

/**
 * Tests with a database that need a process of their own: they mock modules, have an environment of
 * their own, or turn on what stays on. e2e/support/alone.test.ts tells when one is missing here.
 */
export const ALONE = [
  'app/api/openapi.json/document.db.test.ts',
  'lib/data/invitation-acceptance.db.test.ts',
  'lib/data/invitations.db.test.ts',
  'lib/data/own-account.db.test.ts',
  'lib/data/readiness.db.test.ts',
  'lib/data/sign-in.db.test.ts',
  'lib/db-watch.db.test.ts',
  'lib/mint/mint.secrets.db.test.ts',
  'lib/mint/mint.traces.db.test.ts',
  'lib/planted-secrets.db.test.ts',
  'scripts/migrate/restore.db.test.ts',
  'scripts/migrate/upgrade.db.test.ts',
];

const withDatabase = {
  globalSetup: ['e2e/support/vitest-database.ts'],
  setupFiles: ['e2e/support/verbs.setup.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  resolve: {
    alias: [
      // What the package resolves to in a server's build; elsewhere importing it throws.
      {
        find: /^server-only$/,
        replacement: `${root}node_modules/server-only/empty.js`,
      },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,components,e2e,lib,prisma,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...never, '**/*.db.test.ts'],
          // They are pure or clean up after themselves; a process for each file costs more than they do.
          isolate: false,
          // Properties take a second or two; on a busy machine many times that.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          ...withDatabase,
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: [...never, ...ALONE],
          // Each file has a fresh database; a process loads the modules, and warms them up, only once.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...withDatabase,
          name: 'db-alone',
          include: ALONE,
          exclude: never,
          // After the others, whose processes would otherwise end with each file of these.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
