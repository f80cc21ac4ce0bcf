import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { guardErrors } from '../../lib/guard-output';
import type { UpState } from '../up/state';
import { projectRoot, readJson } from './files';
import { embeddedUrl } from './postgres';

/**
 * Tells the product's own modules, which read it from the environment, where the database is: that of
 * `DATABASE_URL`, or what `npm run up` has made, with its secrets. Of a command that opens no secrets
 * the key only has to be there. Throws where there is no database.
 */
export function provideEnvironment({ opensSecrets }: { opensSecrets: boolean }): void {
  const dataDir = path.resolve(projectRoot, process.env.SWITCHYARD_DATA_DIR || '.data');
  const made = readJson<Partial<UpState>>(path.join(dataDir, 'up.json'));
  const url = process.env.DATABASE_URL || embeddedUrl(path.join(dataDir, 'postgres'));
  if (!url) throw new Error(`DATABASE_URL is not set, and there is no database in ${dataDir}.`);
  process.env.DATABASE_URL = url;
  if (made?.secretsKey) process.env.SECRETS_KEY ||= made.secretsKey;
  if (made?.sessionSecret) process.env.NEXTAUTH_SECRET ||= made.sessionSecret;
  // Stripe is not reached, and sessions are not read: both only have to be there.
  process.env.STRIPE_SECRET_KEY ||= 'not-used';
  process.env.NEXTAUTH_SECRET ||= 'not-used-by-this-command-at-all-';
  if (!opensSecrets) process.env.SECRETS_KEY ||= randomBytes(32).toString('base64');
}

/** Runs a command that finds out whether all is well: it ends with 0, with 1, or with 2 where it failed. */
export function runVerdict(
  main: (args: string[]) => Promise<boolean>,
  { failed, usage }: { failed: string; usage: string },
): void {
  guardErrors();
  main(process.argv.slice(2)).then(
    (well) => {
      process.exitCode = well ? 0 : 1;
    },
    (error: Error) => {
      console.error(`${failed}: ${error.message}\n\n${usage}`);
      process.exitCode = 2;
    },
  );
}
