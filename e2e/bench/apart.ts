import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Says that a benchmark's own module, or what it is to export, is not there. */
export class NotThere extends Error {}

interface Errand {
  file: string;
  name: string;
  args: readonly unknown[];
}

type Reply = { value: unknown } | { error: string };

/**
 * Calls a function of a module next to this one in a process of its own, as the product's server
 * code wants it, and gives what it resolves to. Throws `NotThere` where there is no such function.
 */
export function apart<T>(
  file: string,
  name: string,
  args: readonly unknown[],
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const full = path.join(import.meta.dirname, file);
  // Looked for in the text: importing a module may start what it does as a command.
  const exported = new RegExp(`export (?:async )?(?:function|const) ${name}\\b`);
  if (!existsSync(full) || !exported.test(readFileSync(full, 'utf8'))) {
    return Promise.reject(new NotThere(`e2e/bench/${file} with ${name} is not there.`));
  }
  const child = fork(import.meta.filename, ['--errand'], {
    execArgv: ['--conditions=react-server', '--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
  });
  return new Promise<T>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with code ${code}.`)));
    child.once('message', (reply: Reply) => {
      if ('error' in reply) reject(new Error(reply.error));
      else resolve(reply.value as T);
    });
    child.send({ file: full, name, args } satisfies Errand);
  });
}

/** What server code needs in its environment to be called apart from the server. */
export const serverEnv = (databaseUrl: string, stripeUrl: string): Record<string, string> => ({
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  STRIPE_API_BASE: stripeUrl,
  STRIPE_SECRET_KEY: 'sk_test_bench',
  NEXTAUTH_SECRET: 'not-used-by-this-command-at-all-',
  SECRETS_KEY: 'YSBrZXkgZm9yIHRlc3RzIHNlYWxzIG5vdGhpbmcgMTI=',
});

async function run({ file, name, args }: Errand): Promise<unknown> {
  const module = (await import(file)) as Record<string, (...args: readonly unknown[]) => unknown>;
  return module[name]?.(...args);
}

if (process.argv.includes('--errand')) {
  process.once('disconnect', () => process.exit(1));
  process.once('message', (errand: Errand) => {
    run(errand)
      .then(
        (value): Reply => ({ value }),
        (error: Error): Reply => ({ error: error.stack ?? error.message }),
      )
      .then((reply) => process.send?.(reply, () => process.exit(0)));
  });
}
