import { type OwnDatabase, rowsAt } from './own-database';
import type { TcpProxy } from './tcp-proxy';

/** A way in which a database can be away, and how it comes back. */
export interface Way {
  name: string;
  begin(): unknown;
  end(): unknown;
}

/** Asked for when it is needed: where ways are listed, neither need be there yet. */
type Own = () => OwnDatabase;
type Between = () => TcpProxy;

/** Nobody is let in any more, and whoever is in is put out. */
export const crowded = (database: Own): Way => ({
  name: 'crowded',
  async begin() {
    await database().asAdmin('ALTER ROLE app CONNECTION LIMIT 0');
    await database().asAdmin(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'`,
    );
  },
  end: () => database().asAdmin('ALTER ROLE app CONNECTION LIMIT -1'),
});

/** Everything stands still in the middle of what it does. */
export const frozen = (database: Own): Way => ({
  name: 'frozen',
  begin: () => database().freeze(),
  end: () => database().thaw(),
});

/** Nothing listens where it was. */
export const stopped = (proxy: Between): Way => ({
  name: 'stopped',
  begin: () => proxy().refuse(),
  end: () => proxy().recover(),
});

/** What is sent arrives nowhere. */
export const silent = (proxy: Between): Way => ({
  name: 'silent',
  begin: () => proxy().goSilent(),
  end: () => proxy().recover(),
});

/** Everything takes so many milliseconds longer. */
export const slow = (proxy: Between, ms: number): Way => ({
  name: 'slow',
  begin: () => proxy().goSlow(ms),
  end: () => proxy().recover(),
});

/** What is written finds no room; what reads goes on. */
export const full = (database: Own): Way => ({
  name: 'full',
  begin: () =>
    rowsAt(
      database().url,
      `CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$;
       CREATE TRIGGER disk_full BEFORE INSERT ON audit_entry EXECUTE FUNCTION disk_full()`,
    ),
  end: () => rowsAt(database().url, 'DROP FUNCTION disk_full CASCADE'),
});
