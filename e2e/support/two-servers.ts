import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { type Postgres, startPostgres } from '../../scripts/lib/postgres';
import { keepCluster, keptCluster, removeCluster } from '../../scripts/lib/postgres-cluster';
import { rowsAt } from './own-database';

const SETTINGS = { wal_keep_size: '256MB' };

/** Two servers of Postgres of which one follows the other and is waited for at every commit. */
export interface TwoServers {
  /** As the app enters them: whichever can be written to. The standby comes first. */
  url: string;
  /** Of one server: the first is the one to write to at first. */
  primaryUrl: string;
  standbyUrl: string;
  /**
   * Ends the first one as a machine that loses its power does. It never comes back. Just before, the
   * standby no longer hears of what is written: whoever does not wait for it loses that.
   */
  killPrimary(): Promise<void>;
  /** Makes the standby the one to write to. */
  promote(): Promise<void>;
  remove(): Promise<void>;
}

/** The data of a server that does not run, as a standby's that follows the server of `url`. */
function copyAsStandby(from: string, dataDir: string, url: string, password: string): void {
  mkdirSync(path.dirname(dataDir));
  // With its owner and its modes, without which Postgres would not have it.
  const { status } = spawnSync('cp', ['-a', from, dataDir]);
  if (status !== 0) throw new Error('The data could not be copied.');
  const { username, password: word, hostname, port } = new URL(url);
  const primary = `host=${hostname} port=${port} user=${username} password=${word} application_name=standby`;
  writeFileSync(path.join(dataDir, 'postgresql.auto.conf'), `primary_conninfo = '${primary}'\n`);
  writeFileSync(path.join(dataDir, 'standby.signal'), '');
  keepCluster(dataDir, { location: dataDir, password, port: 0 });
}

/** Whether a commit waits for the standby, or so much was written that none ever will. */
async function isWaitedFor(url: string): Promise<boolean> {
  const [row] = await rowsAt<{ waited: boolean }>(
    url,
    `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'SyncRep')
       OR EXISTS (SELECT FROM pg_stat_replication
                  WHERE pg_current_wal_lsn() - flush_lsn > 64 * 1024) AS waited`,
  );
  return row?.waited ?? false;
}

export async function twoServers(): Promise<TwoServers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-two-'));
  chmodSync(folder, 0o711);
  const [first, second] = ['primary', 'standby'].map((name) => path.join(folder, name, 'data')) as [
    string,
    string,
  ];
  // A cluster is copied while nothing runs on it; a real set-up uses pg_basebackup.
  let primary: Postgres = await startPostgres({ dataDir: first });
  const { location, url: primaryAdmin } = primary;
  const password = randomBytes(12).toString('hex');
  await rowsAt(primaryAdmin, `CREATE ROLE app LOGIN PASSWORD '${password}'`);
  await rowsAt(primaryAdmin, 'CREATE DATABASE app OWNER app');
  await primary.stop();
  copyAsStandby(location, second, primaryAdmin, keptCluster(first)?.password ?? '');
  primary = await startPostgres({
    dataDir: first,
    port: primary.port,
    settings: { ...SETTINGS, synchronous_standby_names: 'standby', synchronous_commit: 'on' },
  });
  const standby = await startPostgres({ dataDir: second, settings: SETTINGS });
  const inStep = async () =>
    (
      await rowsAt<{ state: string }>(
        primaryAdmin,
        'SELECT sync_state AS state FROM pg_stat_replication',
      )
    )
      .map(({ state }) => state)
      .join();
  await expect.poll(inStep, { timeout: 20_000 }).toBe('sync');
  const entry = ({ port }: Postgres) => `127.0.0.1:${port}`;
  const urlOf = (hosts: string) => `postgres://app:${password}@${hosts}/app`;
  return {
    url: `${urlOf(`${entry(standby)},${entry(primary)}`)}?target_session_attrs=read-write`,
    primaryUrl: urlOf(entry(primary)),
    standbyUrl: urlOf(entry(standby)),
    async killPrimary() {
      const [hearing] = await rowsAt<{ pid: number }>(
        standby.url,
        'SELECT pid FROM pg_stat_wal_receiver',
      );
      if (!hearing) throw new Error('The standby does not follow.');
      process.kill(hearing.pid, 'SIGSTOP');
      await expect.poll(() => isWaitedFor(primaryAdmin), { intervals: [10] }).toBe(true);
      process.kill(primary.process.pid, 'SIGKILL');
      await primary.process.exited;
      // What is still on its way to the standby is lost with the machine.
      process.kill(hearing.pid, 'SIGTERM');
      process.kill(hearing.pid, 'SIGCONT');
    },
    async promote() {
      await rowsAt(standby.url, 'SELECT pg_promote(true, 20)');
    },
    async remove() {
      await standby.stop();
      await primary.stop();
      for (const dataDir of [first, second]) removeCluster(dataDir);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
