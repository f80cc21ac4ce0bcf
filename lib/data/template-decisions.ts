import 'server-only';
import { z } from 'zod';
import { db, Prisma } from '@/lib/db';
import { type Cell, findCell } from '@/lib/domain/cells';
import { notFound } from '@/lib/domain/errors';
import type { DecidedSetting } from '@/lib/domain/settings';
import { moment } from '@/lib/domain/text';
import type { CellDecision } from '@/lib/domain/views';
import { verb } from './context';
import { chainQuery } from './template-rows';

/** The query of a question for decisions: the cell that they are about, perhaps as of a moment. */
export const decisionsQuery = z.strictObject({
  cell: z
    .string()
    .transform((name, context): Cell => {
      const ref = findCell(name);
      if (ref) return ref.cell;
      context.addIssue({
        code: 'custom',
        message: `There is no component or feature "${name}". GET /api/catalog lists them.`,
      });
      return z.NEVER;
    })
    .describe('A cell of the catalog.'),
  at: moment.optional().describe('As of this moment; left out, now.'),
});

interface Row {
  template: string;
  revision: number | null;
  setting: DecidedSetting;
  decidedAt: Date;
  changeId: string;
  by: string;
  reason: string;
}

/**
 * Who decided what a template and its ancestors say of one cell, nearest first; those that say
 * nothing are left out. A decision is the change that began the present run: since its revision
 * the template has said the same of the cell in every one. `at` asks for the decisions of the chain
 * as it was then. Throws `not_found`.
 */
export const listCellDecisions = verb(
  'policy:read',
  async (
    _context,
    { key, cell, at }: { key: string; cell: Cell; at?: Date | undefined },
  ): Promise<CellDecision[]> => {
    const rows = await db().$queryRaw<Row[]>(Prisma.sql`
      WITH RECURSIVE ${chainQuery(key, at)}
      SELECT chain.key AS template, since.revision, chain.settings->>${cell} AS setting,
        since.valid_from AS "decidedAt", change.id AS "changeId", change.actor_name AS by,
        change.reason
      FROM chain
      LEFT JOIN LATERAL (
        SELECT r.revision, r.valid_from, r.change_id
        FROM template_revision r
        WHERE r.template_key = chain.key
          AND chain.settings->>${cell} IS NOT NULL
          AND r.revision <= chain.revision
          AND r.revision > (
            SELECT coalesce(max(o.revision), 0) FROM template_revision o
            WHERE o.template_key = chain.key AND o.revision < chain.revision
              AND o.settings->>${cell} IS DISTINCT FROM chain.settings->>${cell}
          )
        ORDER BY r.revision
        LIMIT 1
      ) since ON true
      LEFT JOIN change ON change.id = since.change_id
      ORDER BY chain.depth`);
    if (rows.length === 0) throw notFound('template', key);
    return rows.flatMap(({ revision, decidedAt, ...row }) =>
      revision === null ? [] : [{ ...row, revision, decidedAt: decidedAt.toISOString() }],
    );
  },
);
