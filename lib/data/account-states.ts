import 'server-only';
import { z } from 'zod';
import { db, Prisma } from '@/lib/db';
import type { DecidedSetting } from '@/lib/domain/settings';
import { accountId } from '@/lib/domain/text';
import type { AccountStateView, Page } from '@/lib/domain/views';
import { verb } from './context';
import { pageOf, unpackCursor } from './cursor';
import { deviatesSql, inForceSql } from './override-sql';

/** Most accounts that can be asked for by their ids at once. */
const MAX_NAMED = 100;

/** What can be asked of accounts' own policies: these accounts, or a page of all that have any. */
export const accountStatesQuery = z.strictObject({
  /** Account ids with commas between them. */
  accounts: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(accountId).max(MAX_NAMED, `Name ${MAX_NAMED} accounts at most.`))
    .optional()
    .describe('Account ids with commas between them; left out, all that have anything.'),
  limit: z.coerce.number().int().min(1).max(500).default(200),
  cursor: z.string().max(2000).optional(),
});
export type AccountStatesQuery = Partial<z.output<typeof accountStatesQuery>>;

interface Row {
  account: string;
  revision: number;
  template: string | null;
  tags: string[];
  overrides:
    | { cell: string; setting: DecidedSetting; note: string | null; expiresAt: string | null }[]
    | null;
}

const view = ({ overrides, tags, ...row }: Row): AccountStateView => ({
  ...row,
  tags: [...tags].sort(),
  overrides: Object.fromEntries(
    (overrides ?? []).map(({ cell, expiresAt, ...override }) => [
      cell,
      { ...override, expiresAt: expiresAt && new Date(expiresAt).toISOString() },
    ]),
  ),
});

/** Of accounts named by their ids all; else those that have something of their own. */
function which(accounts: readonly string[] | undefined, at: Date): Prisma.Sql {
  if (accounts) return Prisma.sql`a.id = ANY(${[...accounts]}::text[])`;
  return Prisma.sql`(a.assigned_template_key IS NOT NULL OR a.tags <> '{}'
    OR ${deviatesSql(at)})`;
}

/**
 * What accounts have of their own: explicit assignment, tags, overrides in force, with the revision
 * to send as `expectedRevision`. Accounts that have nothing of their own are left out, unless they
 * are named; ones that the mirror does not know always are. By id, paged by keyset.
 */
export const listAccountStates = verb(
  'accounts:read',
  async (
    { now },
    { accounts, limit = 200, cursor }: AccountStatesQuery,
  ): Promise<Page<AccountStateView>> => {
    const [after = null] = cursor === undefined ? [] : unpackCursor(cursor, 1);
    const rows = await db().$queryRaw<Row[]>(Prisma.sql`
      SELECT a.id AS account, a.policy_revision AS revision,
             a.assigned_template_key AS template, a.tags,
             (SELECT jsonb_agg(jsonb_build_object('cell', cell, 'setting', setting,
                       'note', note, 'expiresAt', expires_at))
              FROM override WHERE account_id = a.id AND ${inForceSql(now)}) AS overrides
      FROM account a
      WHERE ${which(accounts, now)}
        AND ${after === null ? Prisma.sql`TRUE` : Prisma.sql`a.id > ${after}`}
      ORDER BY a.id
      LIMIT ${limit + 1}`);
    return pageOf(rows, limit, ({ account }) => [account], view);
  },
);
