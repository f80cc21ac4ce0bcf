import path from 'node:path';
import pg from 'pg';
import { embeddedUrl } from '../../scripts/lib/postgres';
import { E2E_DATA_DIR } from './demo';

/** Where the running installation's database is. */
export function databaseUrl(): string {
  const url = embeddedUrl(path.join(E2E_DATA_DIR, 'postgres'));
  if (!url)
    throw new Error(`There is no database in ${E2E_DATA_DIR}: Playwright's web server makes it.`);
  return url;
}

/** Works with the running installation's database, past the product. */
export async function withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
