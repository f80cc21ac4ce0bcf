import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const DEBIAN = '/usr/lib/postgresql';
const NEEDED = ['initdb', 'pg_ctl', 'pg_dump', 'pg_restore'];

/**
 * The folder of a PostgreSQL that the system has installed, server and tools alike, the newest of
 * several; undefined where there is none.
 */
export function installedPostgres(): string | undefined {
  const debian = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(DEBIAN, version, 'bin'))
    : [];
  const { stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  return [...debian, stdout?.trim() ?? '']
    .filter((folder) => folder !== '')
    .find((folder) => NEEDED.every((tool) => existsSync(path.join(folder, tool))));
}
