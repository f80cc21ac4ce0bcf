import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { projectFiles } from '../files';
import { applyMigrations } from '../migrate';

/** The only migration that the first release had. */
export const FIRST = '20261121000000_init';

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');

/** What each account's session was sent at a moment of the first release, as it worked that out. */
export const sentThen: { at: string; send: Record<string, unknown> } = JSON.parse(
  fixture('policies.json'),
);

/** Makes an empty database one that people have worked with in the first release. */
export async function loadFirstRelease(url: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-upgrade-'));
  try {
    cpSync(path.join(projectFiles.migrationsDir, FIRST), path.join(folder, FIRST), {
      recursive: true,
    });
    await applyMigrations(url, { ...projectFiles, migrationsDir: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // As a restore does it: rows refer to one another in circles.
  await client.query('SET session_replication_role = replica');
  await client.query(fixture('data.sql')).finally(() => client.end());
}
