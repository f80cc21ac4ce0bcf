import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './e2e/support/browser';
import { E2E_DATA_DIR } from './e2e/support/demo';
import { freePort } from './scripts/lib/ports';

// The workers read this file again; they find here what the first reading chose.
process.env.E2E_PORT ??= String(await freePort(3100));
const url = `http://localhost:${process.env.E2E_PORT}`;

const api = (...names: string[]) => names.map((name) => `**/api/${name}.spec.ts`);

/** What ends and starts again instances, or databases, of its own: it waits more than it works. */
const FAULTS = api('killed', 'failover', 'graceful');

/** What alters, or loads, the whole installation, and what has answers to come in time. */
const ALONE = [
  ...api('storm', 'fuzz', 'governed-files', 'database-away'),
  ...['changes', 'life-of-a-change', 'mirror', 'rules'].map((name) => `**/stories/${name}.spec.ts`),
];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  // A page is quick; a machine that builds at the same time is not.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '.data/test/browser.json' }]],
  use: {
    baseURL: url,
    launchOptions: launchOptions(),
    timezoneId: 'UTC',
    // Recording costs a third of the run; `--trace retain-on-failure` asks for it.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'setup', testMatch: '**/*.setup.ts', testIgnore: '**/support/**' },
    {
      name: 'chromium',
      testMatch: '**/*.spec.ts',
      testIgnore: [...FAULTS, ...ALONE],
      dependencies: ['setup'],
      use: devices['Desktop Chrome'],
    },
    // Two of these at once keep the machine as busy as one of the others does.
    {
      name: 'faults',
      testMatch: FAULTS,
      dependencies: ['chromium'],
      use: devices['Desktop Chrome'],
    },
    // What governs all changes would disturb the others, and they what is measured: so these run after them.
    {
      name: 'alone',
      testMatch: ALONE,
      workers: 1,
      dependencies: ['faults'],
      use: devices['Desktop Chrome'],
    },
    // The same with many more applies, on demand, by `npm run test:killed`.
    ...(process.env.APPLIES
      ? [{ name: 'killed', testMatch: '**/api/killed.spec.ts', dependencies: ['setup'] }]
      : []),
    // The same, many more of them, by `npm run fuzz`.
    ...(process.env.FUZZ_REQUESTS ? [{ name: 'fuzz', testMatch: '**/api/fuzz.spec.ts' }] : []),
    // Twenty minutes of load, on demand, by `npm run soak`.
    ...(process.env.SOAK_MINUTES ? [{ name: 'soak', testMatch: '**/soak/soak.run.ts' }] : []),
    // Everything at once, and everything going wrong, by `npm run chaos`.
    ...(process.env.CHAOS_MINUTES ? [{ name: 'chaos', testMatch: '**/chaos/*.run.ts' }] : []),
    // How soon pages answer, measured and not tested, by `npm run bench:console`.
    ...(process.env.BENCH_CONSOLE
      ? [
          {
            name: 'console',
            testMatch: '**/bench/console.run.ts',
            dependencies: ['setup'],
            use: devices['Desktop Chrome'],
          },
        ]
      : []),
    // Pictures are not tests: they are taken on demand, by `npm run screenshots`.
    ...(process.env.SCREENSHOTS
      ? [{ name: 'screenshots', testMatch: '**/*.shots.ts', dependencies: ['setup'] }]
      : []),
  ],
  webServer: {
    command: `node scripts/up.mjs --fresh --quiet --port ${process.env.E2E_PORT}`,
    url: `${url}/api/ready`,
    timeout: 10 * 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    // A database and a Stripe of its own, whatever the shell has set.
    env: {
      SWITCHYARD_DATA_DIR: E2E_DATA_DIR,
      DATABASE_URL: '',
      STRIPE_SECRET_KEY: '',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_forStoriesOnly',
      STRIPE_API_BASE: '',
      NEXTAUTH_SECRET: '',
      SECRETS_KEY: '',
      SECRETS_KEYS_OLD: '',
      NEXTAUTH_URL: '',
      HOST: '',
      PORT: '',
    },
  },
});
