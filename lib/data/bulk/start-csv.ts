import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Db, Prisma } from '@/lib/db';
import { type CsvProblem, type CsvWish, readWishes } from '@/lib/domain/bulk/csv';
import { jobReason } from '@/lib/domain/bulk/requests';
import { AppError } from '@/lib/domain/errors';
import { pointerTo } from '@/lib/domain/parse';
import { line } from '@/lib/domain/text';
import { effectiveAt } from '../changes/apply-change';
import { loadWorldOf } from '../changes/load-world';
import { type Context, verb } from '../context';
import { jobView } from './job-view';
import { measure } from './measure';
import { parseCsv } from './parse-csv';
import { insertJob, patiently, previewOf, type Started } from './start-job';
import { wakeBulk } from './wake';

/** What goes with a file, as query parameters. */
export const csvQuery = z.strictObject({
  reason: jobReason.describe('Why, for the audit.'),
  file: line(200).default('accounts.csv').describe('What the file is called.'),
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Only say what it would do.'),
});
export type CsvRequest = z.output<typeof csvQuery> & { bytes: Uint8Array };

/** Problems that an answer tells; there may be one on every line. */
const MOST_TOLD = 200;

function refuse(problems: readonly CsvProblem[]): never {
  const told = [...problems].sort((a, b) => a.line - b.line).slice(0, MOST_TOLD);
  const total = problems.length;
  const errors = total === 1 ? '1 error' : `${total.toLocaleString('en')} errors`;
  throw new AppError('invalid_request', `The file has ${errors}, so nothing was done.`, {
    errors: told.slice(0, 50).map(({ line: at, column, message }) => ({
      pointer: pointerTo(['lines', at, column]),
      message,
    })),
    members: { report: told, total },
  });
}

/** What is wrong with lines that read well: accounts and templates that are not there, times gone by. */
async function strangers(tx: Db, wishes: readonly CsvWish[], at: Date): Promise<CsvProblem[]> {
  const ids = wishes.map(({ account }) => account);
  const rows = await tx.$queryRaw<{ id: string }[]>(
    Prisma.sql`SELECT id FROM account WHERE id = ANY(${ids}::text[])`,
  );
  const known = new Set(rows.map(({ id }) => id));
  const { templates } = await loadWorldOf(tx, []);
  return wishes.flatMap(({ line: on, account, wish }): CsvProblem[] => {
    const problem = (column: string, message: string) => [{ line: on, column, message }];
    const template = wish.template ? templates.get(wish.template) : undefined;
    const expiry = wish.terms?.expiresAt;
    return [
      ...(known.has(account) ? [] : problem('account', `There is no account "${account}".`)),
      ...(wish.template && !template
        ? problem('template', `There is no template "${wish.template}".`)
        : []),
      ...(template?.archived
        ? problem(
            'template',
            `The template "${template.key}" is archived and can no longer be assigned.`,
          )
        : []),
      ...(expiry && expiry <= at ? problem('expires_at', 'The expiry lies in the past.') : []),
    ];
  });
}

async function insertItems(tx: Db, job: string, wishes: readonly CsvWish[]): Promise<void> {
  const items = wishes.map(({ account, wish }, index) => ({ n: index + 1, account, wish }));
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO bulk_item (job_id, position, account_id, wish)
    SELECT ${job}::uuid, n, account, wish
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS i(n int, account text, wish jsonb)`);
}

async function run(tx: Db, context: Context, request: CsvRequest): Promise<Started> {
  const parsed = parseCsv(request.bytes);
  if (parsed.problem) refuse([parsed.problem]);
  const { wishes, problems } = readWishes(parsed.rows);
  const at = await effectiveAt(tx, context.now);
  const all = [...problems, ...(await strangers(tx, wishes, at))];
  if (all.length > 0) refuse(all);
  const groups = wishes.map(({ account, wish }) => ({ example: account, accounts: 1, wish }));
  const measured = await measure(tx, groups, at);
  const preview = previewOf(measured, request.dryRun);
  if (preview) return preview;
  const { reason, file } = request;
  const id = randomUUID();
  await insertJob(tx, context, { id, reason, file, act: null, filter: null, measured });
  await insertItems(tx, id, wishes);
  return jobView(tx, id);
}

/**
 * Starts a job with what the lines of a CSV file ask for, or with `dryRun` only says what it would
 * do. Throws `invalid_request` with a report by line where anything is wrong with the file: then
 * nothing of it is done.
 */
export const startCsvJob = verb(
  'policy:write',
  async (context, request: CsvRequest): Promise<Started> => {
    const { dryRun } = request;
    const started = await patiently((tx) => run(tx, context, request));
    if (!dryRun && started.id !== null) wakeBulk();
    return started;
  },
);
