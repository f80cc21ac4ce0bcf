import path from 'node:path';
import type { DiffTarget } from '@prisma/schema-engine-wasm';
import { withEngine } from './engine';
import { assertHistoryFits } from './errors';
import { type MigrationFiles, projectFiles, readMigrations, readSchema } from './files';
import { withMigrationLock } from './lock';
import { writableServer } from './server';

const noFilter = { externalTables: [], externalEnums: [] };
const LOCK_WAIT_MS = 120_000;

/**
 * Applies every migration the database does not have yet and returns their names. Does nothing
 * when there are none; instances that start together take turns.
 */
export async function applyMigrations(
  databaseUrl: string,
  files: MigrationFiles = projectFiles,
): Promise<string[]> {
  const migrationsList = await readMigrations(files.migrationsDir);
  const server = await writableServer(databaseUrl);
  return withMigrationLock(server, LOCK_WAIT_MS, () =>
    withEngine(server, async (prisma) => {
      const found = await prisma.diagnoseMigrationHistory({
        migrationsList,
        optInToShadowDatabase: false,
        filters: noFilter,
      });
      assertHistoryFits(found);
      if (found.hasMigrationsTable && found.history === null) return [];
      const applied = await prisma.applyMigrations({ migrationsList, filters: noFilter });
      return applied.appliedMigrationNames;
    }),
  );
}

/** The names of the migrations that `applyMigrations` would apply. Changes nothing. */
export async function pendingMigrations(
  databaseUrl: string,
  files: MigrationFiles = projectFiles,
): Promise<string[]> {
  const migrationsList = await readMigrations(files.migrationsDir);
  return withEngine(await writableServer(databaseUrl), async (prisma) => {
    const found = await prisma.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: noFilter,
    });
    assertHistoryFits(found);
    return found.history?.diagnostic === 'databaseIsBehind'
      ? found.history.unappliedMigrationNames
      : [];
  });
}

/** Frees a failed migration to be tried again. */
export async function markRolledBack(databaseUrl: string, migrationName: string): Promise<void> {
  const server = await writableServer(databaseUrl);
  await withMigrationLock(server, LOCK_WAIT_MS, () =>
    withEngine(server, (prisma) => prisma.markMigrationRolledBack({ migrationName })),
  );
}

/**
 * The SQL that takes the database to what schema.prisma says; empty where they agree. What Prisma
 * has no words for (checks, triggers, deferred keys, indexes on expressions) does not count.
 */
export async function diffSchema(
  databaseUrl: string,
  files: MigrationFiles = projectFiles,
): Promise<string> {
  const schema = await readSchema(files.schemaFile);
  const from: DiffTarget = {
    tag: 'schemaDatasource',
    configDir: path.dirname(files.schemaFile),
    ...schema,
  };
  return withEngine(await writableServer(databaseUrl), async (prisma) => {
    const { stdout } = await prisma.diff({
      from,
      to: { tag: 'schemaDatamodel', ...schema },
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    const sql = (stdout ?? '').trim();
    return sql === '-- This is an empty migration.' ? '' : sql;
  });
}
