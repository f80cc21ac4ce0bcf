import type { OwnDatabase } from '../support/own-database';
import type { TcpProxy } from '../support/tcp-proxy';
import { crowded, frozen, full, silent, slow, stopped } from '../support/ways-away';
import { oneOf } from '../traffic/actor';
import { atOnce, type Fault, type Lane } from './fault';

const SLOW_MS = 150;
const VERY_SLOW_MS = 3_000;

const named = (name: string, way: Fault): Fault => ({ ...way, name });

/** What becomes of Postgres, and of the way to it. */
export function databaseFaults(database: OwnDatabase, proxy: TcpProxy): Lane {
  const own = () => database;
  const between = () => proxy;
  const faults: readonly Fault[] = [
    named('Postgres is stopped', stopped(between)),
    named('Postgres is silent', silent(between)),
    named('Postgres is frozen', frozen(own)),
    named('Postgres is slow', slow(between, SLOW_MS)),
    named('Postgres is very slow', slow(between, VERY_SLOW_MS)),
    named('Postgres has no connections left', crowded(own)),
    named('Postgres has no room on its disk', full(own)),
    atOnce('Postgres is restarted', () => database.restart()),
    {
      name: 'Postgres is killed with -9',
      begin: () => database.kill(),
      end: () => database.start(),
    },
  ];
  return { name: 'Postgres', next: (random) => oneOf(faults, random) };
}
