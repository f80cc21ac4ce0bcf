import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomSecret, readJson, writePrivate, writePrivateJson } from './files';
import { choosePlace, emptyClusterDir } from './postgres-place';
import type { SystemUser } from './postgres-user';
import { commandLine, isAlive } from './process';

/** The role that owns a cluster of ours. */
export const ROLE = 'switchyard';

/** What is kept beside the cluster, for its owner's eyes only. */
interface KeptState {
  password: string;
  port: number;
  /** Where the files lie, if that is not where they were wanted. */
  elsewhere?: string;
}

/** Where a cluster lies and how to enter it. */
export interface Cluster {
  location: string;
  password: string;
  /** The port of the last start; 0 before the first. */
  port: number;
}

function stateFile(dataDir: string): string {
  return path.join(path.dirname(dataDir), 'postgres.json');
}

/** What is kept of a cluster that was wanted there; undefined before its first start. */
export function keptCluster(dataDir: string): Pick<Cluster, 'password' | 'port'> | undefined {
  return readJson<KeptState>(stateFile(dataDir));
}

/** Removes a cluster that was wanted there, wherever it lies. Refuses while it runs. */
export function removeCluster(dataDir: string): void {
  const wanted = path.resolve(dataDir);
  const location = readJson<KeptState>(stateFile(wanted))?.elsewhere ?? wanted;
  assertNotRunning(location);
  rmSync(location, { recursive: true, force: true });
  if (location !== wanted) rmSync(path.dirname(location), { recursive: true, force: true });
  rmSync(stateFile(wanted), { force: true });
}

/** Refuses a cluster that a live Postgres holds; removes the mark a dead one left behind. */
function assertNotRunning(location: string): void {
  const pidFile = path.join(location, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (!isAlive(pid)) return;
  if (commandLine(pid).includes('postgres')) {
    throw new Error(
      `Postgres is already running on ${location} (process ${pid}). Stop the Switchyard that ` +
        `started it; if that one is gone, end it with: kill -INT ${pid}`,
    );
  }
  // The number went to another program after a crash. Postgres would take that one for itself.
  rmSync(pidFile);
}

/**
 * What counts as a letter where a search is cut into trigrams. By the letters of C alone a name of another
 * alphabet makes none, and "Ōkami" makes those of "kami". Only Linux is sure to know this name for all of them.
 */
const LETTERS = process.platform === 'linux' ? ['--lc-ctype=C.UTF-8'] : [];

function initialise(initdb: string, cluster: Cluster, user: SystemUser | undefined): void {
  const half = `${cluster.location}.new`;
  const passwordFile = `${cluster.location}.password`;
  emptyClusterDir(half, user);
  writePrivate(passwordFile, `${cluster.password}\n`);
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const result = spawnSync(
    initdb,
    [
      `--pgdata=${half}`,
      `--username=${ROLE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      ...LETTERS,
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...user, cwd: '/', encoding: 'utf8', timeout: 120_000 },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    const reason = result.error?.message ?? `${result.stdout}${result.stderr}`.trim();
    throw new Error(`Postgres could not be initialised in ${half}:\n${reason}`);
  }
  rmSync(cluster.location, { recursive: true, force: true });
  renameSync(half, cluster.location);
}

/** Refuses data that another major version of Postgres has written. */
export function assertSameVersion(location: string, postgres: string): void {
  const made = readFileSync(path.join(location, 'PG_VERSION'), 'utf8').trim();
  const { stdout } = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
  const here = /(\d+)\./.exec(stdout)?.[1];
  if (here && made !== here) {
    throw new Error(
      `The data in ${location} was made by Postgres ${made}; this version brings Postgres ${here}. ` +
        'Dump it with the old one and load it into the new one, or start over with --fresh.',
    );
  }
}

/** Finds or makes the cluster that is wanted there. */
export function prepareCluster(
  dataDir: string,
  initdb: string,
  user: SystemUser | undefined,
  note: (line: string) => void,
): Cluster {
  const kept = readJson<KeptState>(stateFile(dataDir));
  const location = kept ? (kept.elsewhere ?? dataDir) : choosePlace(dataDir, user);
  assertNotRunning(location);
  const exists = existsSync(path.join(location, 'PG_VERSION'));
  if (kept && exists) return { location, password: kept.password, port: kept.port };
  if (exists && location === dataDir) {
    throw new Error(
      `${location} holds data, but its password file ${stateFile(dataDir)} is missing. ` +
        'Put it back, or start over with --fresh.',
    );
  }
  const cluster = { location, password: kept?.password ?? randomSecret(), port: kept?.port ?? 0 };
  initialise(initdb, cluster, user);
  if (location !== dataDir) {
    writeFileSync(path.join(path.dirname(location), 'owner'), `${dataDir}\n`);
    note(`Postgres's own user cannot reach ${path.dirname(dataDir)}: its data lies in ${location}`);
  }
  return cluster;
}

/** Keeps what is needed to enter the cluster again. */
export function keepCluster(dataDir: string, { location, password, port }: Cluster): void {
  const kept: KeptState = { password, port };
  if (location !== dataDir) kept.elsewhere = location;
  writePrivateJson(stateFile(dataDir), kept);
}
