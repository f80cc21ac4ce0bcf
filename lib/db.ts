import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './data/generated/client';
import { env } from './env';

const holder = globalThis as { prismaClient?: PrismaClient };

function connect(): PrismaClient {
  const { DATABASE_URL, DATABASE_POOL_SIZE } = env();
  const adapter = new PrismaPg({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_SIZE,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
    application_name: 'switchyard',
  });
  return new PrismaClient({
    adapter,
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  });
}

/** The database, connected on first use; one client for the process. */
export function db(): PrismaClient {
  holder.prismaClient ??= connect();
  return holder.prismaClient;
}

/** The database inside or outside a transaction. */
export type Db = Prisma.TransactionClient;

export { Prisma };
