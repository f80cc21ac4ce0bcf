import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { Extent } from '@/lib/domain/history';
import { latest } from '@/lib/domain/latest';
import type { TemplateState } from '@/lib/domain/state';
import { assignedAt, inOrder, type Since, type Timeline } from '@/lib/domain/timeline';
import type { Traits } from '@/lib/domain/traits';
import { overridesOf } from './account-revisions';
import type { TemplateRevision } from './generated/client';
import { previewInput } from './preview';
import { rulesState, templateState } from './template-rows';

/** Most revisions of anything that are read, the newest; and so most moments that are told. */
export const MOST = 500;

interface Kept {
  validFrom: Date;
  changeId?: string;
}

/** Rows, the newest first and one more than are wanted, as states in their order. */
function since<Row extends Kept, State>(
  rows: readonly Row[],
  state: (row: Row) => State,
): Since<State>[] {
  return rows
    .map((row) => ({ from: row.validFrom, changeId: row.changeId ?? null, state: state(row) }))
    .reverse();
}

/** From where on such a list is whole; null where it is from its beginning. */
const wholeFrom = (revisions: readonly Since<unknown>[]) =>
  revisions.length > MOST ? (revisions[0]?.from ?? null) : null;

type Row = TemplateRevision & { cut: Date | null };

/**
 * The newest revisions of templates and of all that ever were their ancestors, in order, and of
 * each the one before, so that what held is known from `cut` on.
 */
async function templatesOf(tx: Db, keys: readonly string[]) {
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    WITH RECURSIVE ever(key) AS (
      SELECT unnest(${[...keys]}::text[])
      UNION
      SELECT r.parent_key FROM ever
      JOIN template_revision r ON r.template_key = ever.key
      WHERE r.parent_key IS NOT NULL
    ), told AS (
      SELECT r.*, lead(r.valid_from) OVER (PARTITION BY r.template_key ORDER BY r.revision) AS until
      FROM template_revision r JOIN ever ON ever.key = r.template_key
    ), cut AS (
      SELECT valid_from AS at FROM told ORDER BY valid_from DESC OFFSET ${MOST} LIMIT 1
    )
    SELECT template_key AS "templateKey", revision, name, parent_key AS "parentKey", settings,
      archived, change_id::text AS "changeId", valid_from AS "validFrom", cut.at AS cut
    FROM told LEFT JOIN cut ON true
    WHERE cut.at IS NULL OR until IS NULL OR until > cut.at
    ORDER BY template_key, revision`);
  const templates = new Map<string, Since<TemplateState>[]>();
  for (const row of rows) {
    const list = templates.get(row.templateKey) ?? [];
    list.push({ from: row.validFrom, changeId: row.changeId, state: templateState(row) });
    templates.set(row.templateKey, list);
  }
  return { templates, cut: rows[0]?.cut ?? null };
}

/**
 * All that could have decided an account's policy over time, as far back as the newest revisions
 * reach. Run it in a transaction that sees one state. null for an account that is not in the mirror.
 */
export async function readTimeline(
  tx: Db,
  account: string,
): Promise<{ timeline: Timeline; knownFrom: Extent['knownFrom'] } | null> {
  const newest = { orderBy: { revision: 'desc' }, take: MOST + 1 } as const;
  const of = { where: { accountId: account }, ...newest };
  const traits = since(
    await tx.accountTraits.findMany(of),
    (row) => row.traits as unknown as Traits,
  );
  if (traits.length === 0) return null;
  const policies = since(await tx.accountRevision.findMany(of), (row) => ({
    template: row.assignedTemplateKey,
    overrides: overridesOf(row.overrides),
  }));
  const rules = since(await tx.rulesRevision.findMany(newest), rulesState);
  const assigned = inOrder([...traits, ...policies, ...rules].map(({ from }) => from)).flatMap(
    (at) => assignedAt({ traits, policies, rules }, at)?.template ?? [],
  );
  const { templates, cut } = await templatesOf(tx, [...new Set(assigned)]);
  return {
    timeline: { account, traits, policies, rules, templates, ...previewInput() },
    knownFrom: latest([wholeFrom(traits), wholeFrom(policies), wholeFrom(rules), cut]),
  };
}
