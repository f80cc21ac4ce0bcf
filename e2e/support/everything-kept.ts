import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { withBytesRead } from './bytes-read';
import { withDatabase } from './database';
import { E2E_DATA_DIR } from './demo';

/** Every row of every table of the running installation's database, as text. */
export function databaseDump(): Promise<string> {
  return withDatabase(async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const dump: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      dump.push(`-- ${name}`, ...rows.map(({ row }) => withBytesRead(row)));
    }
    return dump.join('\n');
  });
}

/** Everything that the running installation has written to its logs. */
export function allLogs(): string {
  const folder = path.join(E2E_DATA_DIR, 'logs');
  return readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}
