import 'server-only';
import { db } from '@/lib/db';
import type { FeeDetail, FeeFilter, FeePage } from '@/lib/domain/fees/views';
import { requireAccountId } from '../account-rows';
import { verb } from '../context';
import { pageOf, unpackCursor } from '../cursor';
import type { Prisma } from '../generated/client';
import { accountNotFound } from '../policy-input';
import { feeView, OPEN, refundView } from './fee-rows';
import { feeSync } from './sync-work';

const withOpen = {
  requests: { where: { state: { in: [...OPEN] } }, take: 1 },
} satisfies Prisma.ApplicationFeeInclude;

function stateOf(state: FeeFilter['state']): Prisma.ApplicationFeeWhereInput {
  const { amount } = db().applicationFee.fields;
  switch (state) {
    case 'kept':
      return { amountRefunded: 0 };
    case 'partly_refunded':
      return { amountRefunded: { gt: 0, lt: amount } };
    case 'refunded':
      return { amountRefunded: { gt: 0, equals: amount } };
    default:
      return {};
  }
}

function behind(cursor: string): Prisma.ApplicationFeeWhereInput {
  const [ms = '', id] = unpackCursor(cursor, 2);
  if (!/^\d{1,15}$/.test(ms)) unpackCursor('', 2);
  const at = new Date(Number(ms));
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}

/**
 * The application fees that were taken from an account, the newest first, and how far Stripe's list
 * of fees was read. Throws `account_not_found`.
 */
export const listFees = verb(
  'fees:read',
  async (_context, { account, ...filter }: FeeFilter & { account: string }): Promise<FeePage> => {
    requireAccountId(account);
    const { state, from, to, limit = 20, cursor } = filter;
    const [known, rows, sync] = await Promise.all([
      db().account.count({ where: { id: account } }),
      db().applicationFee.findMany({
        where: {
          accountId: account,
          AND: [
            stateOf(state),
            from === undefined ? {} : { createdAt: { gte: new Date(from) } },
            to === undefined ? {} : { createdAt: { lt: new Date(to) } },
            cursor === undefined ? {} : behind(cursor),
          ],
        },
        include: withOpen,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
      }),
      feeSync(),
    ]);
    if (known === 0) throw accountNotFound(account);
    const page = pageOf(
      rows,
      limit,
      (row) => [String(row.createdAt.getTime()), row.id],
      (row) => feeView(row, row.requests[0] ?? null),
    );
    return { ...page, sync };
  },
);

/** Most refunds of one fee that are shown. */
const MOST = 100;

/** A fee as it is kept, with its refunds, the newest first; null where it is not known. */
export const getKeptFee = verb(
  'fees:read',
  async (_context, { id }: { id: string }): Promise<Omit<FeeDetail, 'fresh'> | null> => {
    const row = await db().applicationFee.findUnique({
      where: { id },
      include: {
        refunds: {
          include: { request: { select: { id: true } } },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: MOST,
        },
        requests: { orderBy: { askedAt: 'desc' }, take: MOST },
      },
    });
    if (!row) return null;
    const open = row.requests.find(({ state }) => state === 'asked' || state === 'unknown');
    return {
      ...feeView(row, open ?? null),
      refunds: row.refunds.map(({ id, amount, createdAt, request }) => ({
        id,
        amount: Number(amount),
        createdAt: createdAt.toISOString(),
        request: request?.id ?? null,
      })),
      requests: row.requests.map((request) => refundView(request, row)),
    };
  },
);
