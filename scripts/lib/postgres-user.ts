import { spawnSync } from 'node:child_process';

/** Whom Postgres runs as where we are root, which it refuses to be. */
export interface SystemUser {
  uid: number;
  gid: number;
}

function lookUp(name: string): SystemUser | undefined {
  const ids = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  const [uid, gid] = ids.map((id) => (id.status === 0 ? Number(id.stdout) : Number.NaN));
  return Number.isInteger(uid) && Number.isInteger(gid) ? ({ uid, gid } as SystemUser) : undefined;
}

/**
 * The user to start Postgres as: undefined for oneself, and for root the system's `postgres`,
 * which is created where it does not exist.
 */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp('postgres');
  if (known) return known;
  spawnSync('groupadd', ['--system', 'postgres']);
  const made = spawnSync(
    'useradd',
    ['--system', '--gid', 'postgres', '--no-create-home', '--home-dir', '/nonexistent', 'postgres'],
    { encoding: 'utf8' },
  );
  const user = lookUp('postgres');
  if (user) return user;
  throw new Error(
    `Postgres does not run as root, and no user "postgres" could be created for it` +
      `${made.stderr ? ` (${made.stderr.trim()})` : ''}. Run as a normal user, or set DATABASE_URL.`,
  );
}

/** Whether that user can do with a path what `test` asks, such as -x or -w. */
export function userCan(user: SystemUser, flag: '-x' | '-w', file: string): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'test "$1" "$2"', 'test', flag, file], {
    ...user,
    cwd: '/',
  });
  if (tried.error) {
    throw new Error(`Cannot act as the user "postgres": ${tried.error.message}`, {
      cause: tried.error,
    });
  }
  return tried.status === 0;
}
