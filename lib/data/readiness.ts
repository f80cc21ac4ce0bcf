import 'server-only';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { probeDatabase } from '@/lib/db-probe';
import { lookForDatabase } from '@/lib/db-watch';

/** What a load balancer wants to know before it sends requests here. */
export interface Readiness {
  ready: boolean;
  database: 'ok' | 'unavailable';
  /** Names of migrations that this build needs and the database lacks. */
  missingMigrations: string[];
}

/** How long the database may take to say what it has. */
const ANSWER_MS = 1_000;

/** How long an answer counts for others who ask. */
const FRESH_MS = 250;

let needed: Promise<string[]> | undefined;

async function neededMigrations(): Promise<string[]> {
  const entries = await readdir(path.join(process.cwd(), 'prisma', 'migrations'), {
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

const AWAY: Readiness = { ready: false, database: 'unavailable', missingMigrations: [] };

async function look(): Promise<Readiness> {
  needed ??= neededMigrations();
  const names = await needed;
  if (!(await lookForDatabase())) return AWAY;
  try {
    const rows = await probeDatabase<{ name: string }>(
      `SELECT migration_name AS name FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
      ANSWER_MS,
    );
    const applied = new Set(rows.map((row) => row.name));
    const missingMigrations = names.filter((name) => !applied.has(name));
    return { ready: missingMigrations.length === 0, database: 'ok', missingMigrations };
  } catch {
    return AWAY;
  }
}

let last: { at: number; state: Promise<Readiness> } | undefined;

/**
 * Whether this process can do its work: the database answers and has every migration. It says so
 * within a second or so, also where the database is silent, and asks it once for all who ask at
 * the same time. Requests that wait for a silent database are then given up.
 */
export function readiness(): Promise<Readiness> {
  const now = performance.now();
  if (last && now - last.at < FRESH_MS) return last.state;
  last = { at: now, state: look() };
  return last.state;
}
