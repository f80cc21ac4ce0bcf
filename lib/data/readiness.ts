import 'server-only';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { db } from '@/lib/db';

/** What a load balancer wants to know before it sends requests here. */
export interface Readiness {
  ready: boolean;
  database: 'ok' | 'unavailable';
  /** Names of migrations that this build needs and the database lacks. */
  missingMigrations: string[];
}

let needed: Promise<string[]> | undefined;

async function neededMigrations(): Promise<string[]> {
  const entries = await readdir(path.join(process.cwd(), 'prisma', 'migrations'), {
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** Whether this process can do its work: the database answers and has every migration. */
export async function readiness(): Promise<Readiness> {
  needed ??= neededMigrations();
  const names = await needed;
  try {
    const rows = await db().$queryRaw<{ name: string }[]>`
      SELECT migration_name AS name FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
    const applied = new Set(rows.map((row) => row.name));
    const missingMigrations = names.filter((name) => !applied.has(name));
    return { ready: missingMigrations.length === 0, database: 'ok', missingMigrations };
  } catch {
    return { ready: false, database: 'unavailable', missingMigrations: [] };
  }
}
