import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { guardErrors } from '../../lib/guard-output';
import { temporaryPostgres } from '../lib/temporary-postgres';
import { MigrationError } from './errors';
import { projectFiles, readMigrations, writeMigration } from './files';
import { applyMigrations, diffSchema } from './migrate';
import { migrationName } from './name';

const USAGE = `Usage: npm run migrate:new -- NAME            write what schema.prisma has and the migrations lack
       npm run migrate:new -- NAME --empty    an empty one, for SQL of your own`;

/** Runs `work` on an empty database, on the server of DATABASE_URL or on one started for it. */
async function onScratchDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const given = process.env.DATABASE_URL;
  const server = given ? { url: given, stop: async () => undefined } : await temporaryPostgres();
  const admin = new pg.Client({ connectionString: server.url });
  const name = `switchyard_scratch_${randomBytes(5).toString('hex')}`;
  try {
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return await work(url.href);
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).catch(() => undefined);
    await admin.end();
    await server.stop();
  }
}

async function main(args: string[]): Promise<void> {
  const empty = args.includes('--empty');
  const [wanted] = args.filter((arg) => arg !== '--empty');
  if (!wanted) throw new MigrationError('refused', USAGE);

  const { migrationDirectories } = await readMigrations(projectFiles.migrationsDir);
  const last = migrationDirectories.at(-1)?.path;
  const name = migrationName(wanted, new Date(), last);

  const sql = await onScratchDatabase(async (url) => {
    await applyMigrations(url);
    return diffSchema(url);
  });
  if (!sql && !empty) {
    console.log('schema.prisma says nothing that the migrations lack; nothing was written.');
    return;
  }
  const file = await writeMigration(projectFiles.migrationsDir, name, sql ? `${sql}\n` : '');
  console.log(
    `Wrote ${path.relative(process.cwd(), file)}. Read it, add what Prisma has no words for,`,
  );
  console.log('then apply it with npm run migrate, or by the next npm run up.');
}

guardErrors();
main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof MigrationError ? error.message : error);
  process.exitCode = 1;
});
