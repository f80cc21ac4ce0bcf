import { rmSync } from 'node:fs';
import path from 'node:path';
import { makeDataDir, projectRoot } from '../../scripts/lib/files';
import { duration } from '../../scripts/lib/log';
import { startPostgres } from '../../scripts/lib/postgres';
import { removeCluster } from '../../scripts/lib/postgres-cluster';
import { createSupervisor } from '../../scripts/lib/supervisor';
import { type Baselines, startBaselines } from './baselines/start';
import type { Entry } from './entry';
import { type Loader, startLoader } from './load/loader';
import { connected } from './mint-world';
import type { Options } from './options';
import { type Product, type ProductOptions, startProduct } from './product';
import { type Stub, startStub } from './servers';
import type { StubAccount } from './stripe-stub-account';
import { prepareWorld, type WorldName } from './worlds';

/** A product that runs over a world. */
export interface Installation extends Product, Entry {
  databaseUrl: string;
  /** The accounts that are minted for. */
  accounts: readonly StubAccount[];
}

/** What rows measure with. Whatever they ask for is started when first asked for, and then kept. */
export interface Bench {
  options: Options;
  stub(): Promise<Stub>;
  baselines(): Promise<Baselines>;
  /** The product over the small world, or over the large one. */
  installation(world: WorldName): Promise<Installation>;
  /** A world's database without a product that works on it: one that runs over it is stopped. */
  databaseAlone(world: WorldName): Promise<string>;
  /** One more product over a world, started in another way. To be stopped by who asked for it. */
  another(
    world: WorldName,
    name: string,
    how?: Pick<ProductOptions, 'env' | 'command'>,
  ): Promise<Product>;
  /** Processes that make load; two can do so at the same time. */
  loader(which?: 'first' | 'second'): Loader;
  /** Says what is going on. */
  note(line: string): void;
}

const FOLDER = path.join(projectRoot, '.data', 'bench');
const LOGS = path.join(FOLDER, 'logs');

function once<Key, T>(make: (key: Key) => Promise<T>): (key: Key) => Promise<T> {
  const made = new Map<Key, Promise<T>>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

function wipe(): void {
  removeCluster(path.join(FOLDER, 'postgres'));
  rmSync(FOLDER, { recursive: true, force: true });
}

/**
 * What Postgres is set to: more connections for rows with several instances, and what README.md tells
 * a large platform to give it. It is as durable as it is by default.
 */
const POSTGRES = {
  max_connections: '400',
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '15min',
};

/** Makes what rows measure with, and its end, which leaves nothing running and no data behind. */
export function createBench(options: Options, note: (line: string) => void) {
  wipe();
  makeDataDir(path.dirname(FOLDER));
  makeDataDir(FOLDER);
  const supervisor = createSupervisor();
  const products: Product[] = [];
  const installed = new Map<WorldName, Product>();
  const loaders = new Map<string, Loader>();

  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    note(`${what} …`);
    const began = Date.now();
    const value = await supervisor.guard(work());
    note(`${what}: ${duration(Date.now() - began)}`);
    return value;
  };
  const postgres = once(() =>
    timed('Postgres', async () => {
      const server = await startPostgres({
        dataDir: path.join(FOLDER, 'postgres'),
        settings: POSTGRES,
      });
      supervisor.add(server.process);
      return server.url;
    }),
  );
  const stub = once(() => timed('Stripe stub', () => startStub(supervisor, LOGS)));
  const world = once((name: WorldName) =>
    timed(`The ${name} world`, async () => {
      const { url } = await stub(undefined);
      return prepareWorld(name, options, {
        server: await postgres(undefined),
        stripeUrl: url,
        note,
      });
    }),
  );
  const start = async (
    name: string,
    over: WorldName,
    how: Pick<ProductOptions, 'env' | 'command'> = {},
  ) => {
    const { databaseUrl } = await world(over);
    const { url: stripeUrl } = await stub(undefined);
    const product = await startProduct({ name, folder: FOLDER, databaseUrl, stripeUrl, ...how });
    products.push(product);
    return product;
  };
  const bench: Bench = {
    options,
    note,
    stub: () => stub(undefined),
    baselines: async () => baselines(undefined),
    installation: (name) => installation(name),
    databaseAlone: async (name) => {
      await installed.get(name)?.stop();
      return (await world(name)).databaseUrl;
    },
    another: (over, name, how) => start(name, over, how),
    loader(which = 'first') {
      const loader = loaders.get(which) ?? startLoader();
      loaders.set(which, loader);
      return loader;
    },
  };
  const baselines = once(async () => {
    const { url } = await stub(undefined);
    return timed('Baselines', () => startBaselines(supervisor, { stripeUrl: url, logs: LOGS }));
  });
  const installation = once(async (name: WorldName): Promise<Installation> => {
    const prepared = await world(name);
    await (await stub(undefined)).know(prepared.accounts);
    const product = await timed(`Switchyard over the ${name} world`, () => start(name, name));
    installed.set(name, product);
    return { ...product, ...prepared };
  });

  return {
    bench,
    /** The version of the Postgres that all products share. */
    postgresVersion: async () =>
      connected(await postgres(undefined), async (client) => {
        const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
        return rows[0]?.server_version ?? 'unknown';
      }),
    async end(): Promise<void> {
      for (const loader of loaders.values()) loader.stop();
      for (const product of products.reverse()) await product.stop();
      await supervisor.stopAll();
      removeCluster(path.join(FOLDER, 'postgres'));
    },
  };
}
