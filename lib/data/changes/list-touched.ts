import 'server-only';
import { z } from 'zod';
import { type Db, db, Prisma } from '@/lib/db';
import { edit, MAX_EDITS } from '@/lib/domain/edits';
import { AppError } from '@/lib/domain/errors';
import type { TouchedAccount } from '@/lib/domain/touched';
import { isOpen, type Page } from '@/lib/domain/views';
import { type Context, verb } from '../context';
import { unpackCursor } from '../cursor';
import { affectingOf, type Content } from './affecting';
import { effectiveAt } from './apply-change';
import { loadChange } from './kept-change';
import { type Place, touchedPage } from './touched-accounts';

/** Stands for a change that is not kept; what it touches does not depend on it. */
const NO_CHANGE = '00000000-0000-4000-8000-000000000000';

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many on a page.'),
  cursor: z.string().max(2000).optional().describe('The `nextCursor` of the page before.'),
};

/** Which page is asked for, as query parameters. */
export const touchedQuery = z.strictObject(page);

/** What `POST /api/changes/accounts` accepts. */
export const touchedRequest = z.strictObject({
  edits: z
    .array(edit)
    .min(1, 'A change needs at least one edit.')
    .max(MAX_EDITS)
    .describe('What a change would ask for.'),
  ...page,
});

type Asked = Partial<z.output<typeof touchedQuery>>;

const placeOf = (cursor: string | undefined): Place =>
  cursor === undefined ? null : (unpackCursor(cursor, 2) as [string, string]);

async function read(
  tx: Db,
  context: Context,
  content: Pick<Content, 'edits'>,
  changeId: string,
  { limit = 50, cursor }: Asked,
): Promise<Page<TouchedAccount>> {
  const place = placeOf(cursor);
  const at = await effectiveAt(tx, context.now);
  const affecting = await affectingOf(tx, content, { changeId, at });
  return touchedPage(tx, affecting, { place, limit });
}

const reading = <T>(run: (tx: Db) => Promise<T>): Promise<T> =>
  db().$transaction(run, { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead });

/**
 * The accounts that a change on its way would touch now, by name, with what comes to another value
 * for each; paged by keyset. Throws `not_found`, `conflict` for a change that has come to its end,
 * and what its edits throw where they no longer hold.
 */
export const listTouched = verb(
  'policy:read',
  (context, { id, ...asked }: Asked & { id: string }): Promise<Page<TouchedAccount>> =>
    reading(async (tx) => {
      const { row, content } = await loadChange(tx, id);
      if (isOpen(row.status)) return read(tx, context, content, id, asked);
      throw new AppError(
        'conflict',
        'This change has come to its end: how far it reached stands in its impact.',
      );
    }),
);

/**
 * The accounts that edits would touch now, as `listTouched` gives them of a kept change. Nothing is
 * written. Throws what the edits throw where they do not hold.
 */
export const listTouchedByEdits = verb(
  'policy:write',
  (context, { edits, ...asked }: z.output<typeof touchedRequest>): Promise<Page<TouchedAccount>> =>
    reading((tx) => read(tx, context, { edits }, NO_CHANGE, asked)),
);
