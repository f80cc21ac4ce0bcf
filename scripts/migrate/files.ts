import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList, SchemasContainer } from '@prisma/schema-engine-wasm';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where migrations and the schema lie. */
export interface MigrationFiles {
  migrationsDir: string;
  schemaFile: string;
}

/** The project's own migrations and schema. */
export const projectFiles: MigrationFiles = {
  migrationsDir: path.join(root, 'prisma', 'migrations'),
  schemaFile: path.join(root, 'prisma', 'schema.prisma'),
};

async function readOr(file: string, fallback: null): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return fallback;
    throw error;
  }
}

/** Reads the migrations folder in the form Prisma's schema engine takes, oldest first. */
export async function readMigrations(migrationsDir: string): Promise<MigrationList> {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  names.sort();
  return {
    baseDir: migrationsDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readOr(path.join(migrationsDir, 'migration_lock.toml'), null),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(path.join(migrationsDir, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}

/** Reads the Prisma schema in the form the schema engine takes. */
export async function readSchema(schemaFile: string): Promise<SchemasContainer> {
  const content = await readFile(schemaFile, 'utf8');
  return { files: [{ path: path.basename(schemaFile), content }] };
}

/** Writes a new migration and returns the path of its file. */
export async function writeMigration(
  migrationsDir: string,
  name: string,
  sql: string,
): Promise<string> {
  const folder = path.join(migrationsDir, name);
  await mkdir(folder);
  const file = path.join(folder, 'migration.sql');
  await writeFile(file, sql);
  return file;
}
