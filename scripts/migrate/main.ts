import { guardErrors } from '../../lib/guard-output';
import { MigrationError } from './errors';
import { applyMigrations, markRolledBack } from './migrate';

const USAGE = `Usage: npm run migrate                           apply what is missing
       npm run migrate -- --rolled-back NAME     let a failed migration be tried again
DATABASE_URL says which database.`;

async function main(args: string[]): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new MigrationError('unreachable', `DATABASE_URL is not set.\n${USAGE}`);

  const [flag, name] = args;
  if (flag === '--rolled-back' && name) {
    await markRolledBack(databaseUrl, name);
    console.log(`Migration ${name} is marked as rolled back.`);
  } else if (flag === undefined) {
    const applied = await applyMigrations(databaseUrl);
    for (const migration of applied) console.log(`Applied ${migration}`);
    if (applied.length === 0) console.log('Nothing to apply.');
  } else {
    throw new MigrationError('refused', USAGE);
  }
}

guardErrors();
main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof MigrationError ? error.message : error);
  process.exitCode = 1;
});
