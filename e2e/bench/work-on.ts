import { temporaryPostgres } from '../../scripts/lib/temporary-postgres';
import { applyMigrations } from '../../scripts/migrate/migrate';

/** Has what is imported from lib later use this database. Nothing of Stripe or of sign-in is used. */
export function workOn(url: string): void {
  Object.assign(process.env, {
    DATABASE_URL: url,
    STRIPE_SECRET_KEY: process.env.STRIPE_SECRET_KEY ?? 'not-used',
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? 'not-used-by-this-command-at-all-',
    SECRETS_KEY: process.env.SECRETS_KEY ?? 'YSBrZXkgZm9yIHRlc3RzIHNlYWxzIG5vdGhpbmcgMTI=',
  });
}

/**
 * Does work over a database: the one that is given, as it is, or a Postgres of its own that is filled
 * first and gone afterwards. What lib has opened by then is closed.
 */
export async function overWorld(
  given: string | undefined,
  fill: (url: string) => Promise<void>,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const server = given === undefined ? await temporaryPostgres() : null;
  const url = given ?? server?.url ?? '';
  try {
    if (server) {
      await applyMigrations(url);
      await fill(url);
    }
    try {
      await work(url);
    } finally {
      const { db } = await import('../../lib/db');
      await db().$disconnect();
    }
  } finally {
    await server?.stop();
  }
}
