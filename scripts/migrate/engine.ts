import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { engineError, MigrationError } from './errors';

const require = createRequire(import.meta.url);

/** The engine reports a panic through this name, just before it stops for good. */
let panic: string | undefined;
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message: (message: string) => {
      panic = message;
    },
  },
});

/** The engine's class, instantiated from WASM once per process. */
let engineClass: Promise<typeof SchemaEngine> | undefined;

/** The engine never clears the timer of its own lock; alone, that must not keep Node running. */
function setIdleTimeout(done: () => void, ms: number): NodeJS.Timeout {
  return setTimeout(done, ms >>> 0).unref();
}

async function instantiate(): Promise<typeof SchemaEngine> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const binary = require
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const module = await WebAssembly.compile(await readFile(binary));
  const imports = Object.fromEntries(
    Object.entries(glue).map(([name, value]) => [
      name,
      name.startsWith('__wbg_setTimeout_') ? setIdleTimeout : value,
    ]),
  ) as WebAssembly.ModuleImports;
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue.SchemaEngine;
}

/** What the adapter has beyond its interface and is needed here. */
interface PgAdapter extends SqlDriverAdapter {
  underlyingDriver(): pg.Pool;
  onError(error: unknown): never;
  performIO(query: SqlQuery): Promise<pg.QueryArrayResult>;
}

const CHAR_OID = 18;
const BPCHAR_OID = 1042;

/**
 * Mends two things in Prisma's adapter. It cuts a script at every semicolon, also inside function
 * bodies and strings; Postgres takes it whole, as one transaction. And it does not know the type
 * "char" of the system catalogs, which the engine reads wherever a table has a check.
 */
function mend(
  adapter: SqlDriverAdapter,
  onScriptError: (error: unknown) => void,
): SqlDriverAdapter {
  const mended = adapter as PgAdapter;
  const performIO = mended.performIO.bind(mended);
  const queryRaw = mended.queryRaw.bind(mended);
  const chars = new WeakMap<SqlQuery, number[]>();
  mended.performIO = async (query) => {
    const result = await performIO(query);
    const found = result.fields.flatMap((field, at) => (field.dataTypeID === CHAR_OID ? [at] : []));
    chars.set(query, found);
    for (const at of found) Object.assign(result.fields[at] ?? {}, { dataTypeID: BPCHAR_OID });
    return result;
  };
  mended.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const at of chars.get(query) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  mended.executeScript = async (script) => {
    try {
      await mended.underlyingDriver().query(script);
    } catch (error) {
      onScriptError(error);
      mended.onError(error);
    }
  };
  return mended;
}

function adapterFactory(
  pool: pg.Pool,
  onScriptError: (error: unknown) => void,
): SqlMigrationAwareDriverAdapterFactory {
  const inner = new PrismaPg(pool);
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => mend(await inner.connect(), onScriptError),
    connectToShadowDb: () => Promise.reject(new Error('No shadow database is used here.')),
  };
}

/** Runs `work` with Prisma's schema engine connected to a database. Throws `MigrationError` only. */
export async function withEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  engineClass ??= instantiate();
  const Engine = await engineClass;
  const pool = new pg.Pool({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  let cause: unknown;
  const factory = adapterFactory(pool, (error) => {
    cause = error;
  });
  try {
    const bound = bindMigrationAwareSqlAdapterFactory(factory);
    return await work(await Engine.new({ datamodels: undefined }, () => undefined, bound));
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    const message = panic ?? (error instanceof Error ? error.message : String(error));
    if (panic !== undefined) engineClass = undefined;
    panic = undefined;
    throw engineError(message, cause ?? error);
  } finally {
    await pool.end();
  }
}
