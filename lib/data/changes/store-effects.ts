import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import { type Effect, effectsOn, type TemplateEffect } from '@/lib/domain/apply-edits';
import type { Rules } from '@/lib/domain/rules';
import type { TemplateState } from '@/lib/domain/state';
import type { Affecting } from './affecting';
import { asJson } from './kept-change';
import { reassignByRules } from './reassign-by-rules';
import { lost, type Stamp } from './stamp';
import { storeAccounts } from './store-accounts';

/** New templates go in before any revision, because a revision may have one of them as its parent. */
async function addTemplates(
  tx: Db,
  effects: readonly TemplateEffect[],
  stamp: Stamp,
): Promise<void> {
  const data = effects
    .filter(({ before }) => before === null)
    .map(({ after: { key, revision } }) => ({ key, revision, createdAt: stamp.at }));
  if (data.length > 0) await tx.template.createMany({ data });
}

async function storeTemplate(
  tx: Db,
  before: TemplateState | null,
  after: TemplateState,
  stamp: Stamp,
): Promise<void> {
  const { key, revision } = after;
  // A new one points to its revision already, and nobody keeps anything of it that an update ends.
  const pointing = before
    ? Prisma.sql`
        UPDATE template SET revision = ${revision}::int
        WHERE key = ${key} AND revision = ${before.revision}::int
        RETURNING key, revision`
    : Prisma.sql`
        SELECT key, revision FROM template WHERE key = ${key} AND revision = ${revision}::int`;
  const stored = await tx.$executeRaw`
    WITH stored AS (${pointing})
    INSERT INTO template_revision
      (template_key, revision, name, parent_key, settings, archived, change_id, valid_from)
    SELECT key, revision, ${after.name}, ${after.extends}, ${JSON.stringify(after.settings)}::jsonb,
           ${after.archived}::bool, ${stamp.changeId}::uuid, ${stamp.at}
    FROM stored`;
  if (stored !== 1) throw lost('template', key);
}

async function storeRules(tx: Db, after: Rules, stamp: Stamp): Promise<void> {
  await tx.rulesRevision.create({
    data: {
      revision: after.revision,
      rules: asJson(after.rules),
      defaultKey: after.default,
      changeId: stamp.changeId,
      validFrom: stamp.at,
    },
  });
}

async function storeGovernance(tx: Db, effects: readonly Effect[], stamp: Stamp): Promise<void> {
  const contents = [
    ...effectsOn(effects, 'approvals').map(({ subject, after }) => ({
      kind: subject.kind,
      revision: after.revision,
      content: asJson(after.rules),
    })),
    ...effectsOn(effects, 'guardrails').map(({ subject, after }) => ({
      kind: subject.kind,
      revision: after.revision,
      content: asJson(after.guardrails),
    })),
  ];
  const { changeId, at: validFrom } = stamp;
  const data = contents.map((content) => ({ ...content, changeId, validFrom }));
  if (data.length > 0) await tx.governanceRevision.createMany({ data });
}

/**
 * Writes what a change does: new revisions, what they point to, and the overrides' rows.
 * Templates go first, rules next and accounts last, so that each finds what it refers to.
 */
export async function storeEffects(
  tx: Db,
  { effects, before, traits }: Pick<Affecting, 'effects' | 'before' | 'traits'>,
  stamp: Stamp,
): Promise<void> {
  let { rules } = before;
  const templates = effectsOn(effects, 'template');
  await addTemplates(tx, templates, stamp);
  for (const { before, after } of templates) {
    await storeTemplate(tx, before, after, stamp);
  }
  for (const { after } of effectsOn(effects, 'rules')) {
    rules = after;
    await storeRules(tx, after, stamp);
    await reassignByRules(tx, after);
  }
  await storeAccounts(tx, effectsOn(effects, 'account'), rules, traits, stamp);
  await storeGovernance(tx, effects, stamp);
}
