import 'server-only';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { type Db, db, Prisma } from '@/lib/db';
import {
  type ChainBreak,
  type ChainHead,
  type ChainRow,
  ChainWalk,
} from '@/lib/domain/audit-chain';
import { AppError } from '@/lib/domain/errors';
import { type Context, verb } from './context';
import { entriesWithoutSent } from './sent-components';

const BATCH = 2_000;
const MAX_BREAKS = 100;
const PROGRESS_MS = 500;
const TIMEOUT_MS = 60 * 60_000;

/** What a look at the whole audit found. */
export interface AuditVerification {
  /** Whether every chain is as it was written, from its first row to its head. */
  whole: boolean;
  rows: number;
  /** The first breaks that were found. */
  breaks: { chain: number; seq: string; what: ChainBreak['what']; message: string }[];
  /** The heads, to be kept elsewhere: who has them can tell whether all was written anew. */
  heads: KeptHead[];
}

/** A head as an earlier verification told it. */
export const keptHead = z.object({
  chain: z.number().int(),
  seq: z.string().regex(/^\d+$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
type KeptHead = z.output<typeof keptHead>;

const sha256 = (text: string, after = ''): string =>
  createHash('sha256').update(Buffer.from(after, 'hex')).update(text, 'utf8').digest('hex');

const time = (column: Prisma.Sql) =>
  Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Some rows of a chain behind a place, entries and outcomes in their common order. */
async function rowsAfter(tx: Db, chain: number, seq: bigint): Promise<ChainRow[]> {
  return tx.$queryRaw<ChainRow[]>(Prisma.sql`
    (SELECT chain::int, seq, encode(hash, 'hex') AS hash, ARRAY[
       'entry', chain::text, seq::text, id::text, ${time(Prisma.sql`at`)}, actor_kind::text,
       actor_id, actor_name, action, subject_kind, subject_id, change_id::text, reason,
       before::text, after::text, request_id] AS fields
     FROM audit_entry WHERE chain = ${chain} AND seq > ${seq} ORDER BY seq LIMIT ${BATCH})
    UNION ALL
    (SELECT chain::int, seq, encode(hash, 'hex'), ARRAY[
       'outcome', chain::text, seq::text, entry_id::text, ${time(Prisma.sql`at`)}, result::text,
       code, detail::text]
     FROM audit_outcome WHERE chain = ${chain} AND seq > ${seq} ORDER BY seq LIMIT ${BATCH})
    ORDER BY seq LIMIT ${BATCH}`);
}

async function walk(tx: Db, chain: number, onRows: (rows: number) => void): Promise<ChainWalk> {
  const walked = new ChainWalk(chain, sha256);
  for (let seq = 0n; ; ) {
    const rows = await rowsAfter(tx, chain, seq);
    for (const row of rows) walked.take(row);
    onRows(rows.length);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return walked;
    seq = last.seq;
  }
}

/** A head that somebody kept elsewhere, and that is no longer part of its chain. */
async function disowned(tx: Db, kept: readonly KeptHead[]): Promise<ChainBreak[]> {
  const rows = await tx.$queryRaw<{ chain: number; seq: bigint }[]>`
    SELECT k.chain, k.seq
    FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS k(chain int, seq bigint, hash text)
    WHERE k.seq > 0
      AND NOT EXISTS (SELECT FROM audit_entry e WHERE (e.chain, e.seq) = (k.chain, k.seq)
        AND e.hash = decode(k.hash, 'hex'))
      AND NOT EXISTS (SELECT FROM audit_outcome o WHERE (o.chain, o.seq) = (k.chain, k.seq)
        AND o.hash = decode(k.hash, 'hex'))
    ORDER BY k.chain`;
  return rows.map(({ chain, seq }) => ({
    chain,
    seq,
    what: 'head',
    message: `The chain once went through row ${seq} with another hash: it was written anew.`,
  }));
}

/** Rows that claim a chain which does not exist, so that no walk comes by them. */
async function outsideChains(tx: Db): Promise<ChainBreak[]> {
  const rows = await tx.$queryRaw<{ chain: number; seq: bigint }[]>`
    SELECT chain::int, seq FROM audit_entry e
    WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.chain = e.chain)
    UNION ALL
    SELECT chain::int, seq FROM audit_outcome o
    WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.chain = o.chain)
    LIMIT ${MAX_BREAKS}`;
  return rows.map(({ chain, seq }) => ({
    chain,
    seq,
    what: 'extra',
    message: `Row ${seq} is in a chain that does not exist.`,
  }));
}

/** Rows of mints that name, as what was sent, what is not kept or not as it was. */
async function withoutSent(tx: Db): Promise<ChainBreak[]> {
  const rows = await entriesWithoutSent(tx, MAX_BREAKS);
  return rows.map(({ chain, seq }) => ({
    chain,
    seq,
    what: 'altered',
    message: `What row ${seq} sent is not kept as it was.`,
  }));
}

/**
 * Reads the whole audit as it is at one moment and works every hash out anew, apart from the
 * database that wrote them. Memory does not grow with the audit; `onRows` hears of the progress.
 * Heads that were kept elsewhere must still be part of their chains.
 */
export const verifyAudit = verb(
  'audit:read',
  async (
    _context,
    { onRows, kept = [] }: { onRows?: (rows: number) => void; kept?: readonly KeptHead[] },
  ): Promise<AuditVerification> => {
    let rows = 0;
    const count = (more: number) => {
      rows += more;
      onRows?.(rows);
    };
    return db().$transaction(
      async (tx) => {
        const heads = await tx.$queryRaw<ChainHead[]>`
          SELECT chain::int, seq, encode(hash, 'hex') AS hash FROM audit_chain ORDER BY chain`;
        const breaks: ChainBreak[] = [];
        for (const head of heads) {
          const walked = await walk(tx, head.chain, count);
          walked.end(head);
          breaks.push(...walked.breaks);
        }
        breaks.push(...(await outsideChains(tx)), ...(await disowned(tx, kept)));
        breaks.push(...(await withoutSent(tx)));
        return {
          whole: breaks.length === 0,
          rows,
          breaks: breaks
            .slice(0, MAX_BREAKS)
            .map((found) => ({ ...found, seq: String(found.seq) })),
          heads: heads.map((head) => ({ ...head, seq: String(head.seq) })),
        };
      },
      { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead, timeout: TIMEOUT_MS },
    );
  },
);

/**
 * The same as lines of NDJSON, for one who watches: `{"rows": n}` as the reading goes on, at last
 * `{"verification": …}`; or `{"error": "…"}` where it could not come to an end.
 */
export async function* verificationLines(context: Context): AsyncGenerator<string> {
  let rows = 0;
  let end: object | undefined;
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  const done = verifyAudit(context, {
    onRows: (now) => {
      rows = now;
    },
  }).then(
    (verification) => {
      end = { verification };
    },
    (error) => {
      end = { error: error instanceof AppError ? error.message : 'The audit could not be read.' };
    },
  );
  yield line({ rows });
  while (!end) {
    await Promise.race([done, setTimeout(PROGRESS_MS)]);
    if (!end) yield line({ rows });
  }
  yield line(end);
}
