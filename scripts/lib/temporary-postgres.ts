import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Postgres, startPostgres } from './postgres';
import { removeCluster } from './postgres-cluster';

/** Settings for data that need not outlive a crash. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Starts an empty Postgres that is gone, with its data, once it is stopped. */
export async function temporaryPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-postgres-'));
  chmodSync(folder, 0o711);
  const dataDir = path.join(folder, 'postgres');
  const server = await startPostgres({
    dataDir,
    settings: { ...FAST, max_connections: '200' },
  });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      removeCluster(dataDir);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
