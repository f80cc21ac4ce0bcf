import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const never = [...configDefaults.exclude, '.next/**', '.data/**'];

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
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: never,
          globalSetup: ['e2e/support/vitest-database.ts'],
          setupFiles: ['e2e/support/verbs.setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
