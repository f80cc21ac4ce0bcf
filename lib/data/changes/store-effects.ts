import 'server-only';
import type { Db, Prisma } from '@/lib/db';
import { type Effect, effectsOn, type TemplateEffect } from '@/lib/domain/apply-edits';
import type { Cell } from '@/lib/domain/cells';
import { AppError } from '@/lib/domain/errors';
import { assign } from '@/lib/domain/rule-match';
import type { Rules } from '@/lib/domain/rules';
import type { AccountState, OverrideState, TemplateState } from '@/lib/domain/state';
import { traitsOf } from '../account-rows';
import { keepTraits } from '../account-traits';
import { reassignByRules } from './reassign-by-rules';

/** The change that effects are stored for. */
export interface Stamp {
  changeId: string;
  /** When the change takes effect. */
  at: Date;
}

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;

/** What no row was written for: the door's lock should make it impossible. */
function lost(kind: string, id: string): AppError {
  return new AppError('conflict', `The ${kind} "${id}" was changed meanwhile. Try again.`);
}

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
  await tx.templateRevision.create({
    data: {
      templateKey: key,
      revision,
      name: after.name,
      parentKey: after.extends,
      settings: asJson(after.settings),
      archived: after.archived,
      changeId: stamp.changeId,
      validFrom: stamp.at,
    },
  });
  if (before === null) return;
  const { count } = await tx.template.updateMany({
    where: { key, revision: before.revision },
    data: { revision },
  });
  if (count !== 1) throw lost('template', key);
}

async function storeOverrides(tx: Db, before: AccountState, after: AccountState): Promise<void> {
  const { account } = after;
  const gone = (Object.keys(before.overrides) as Cell[]).filter(
    (cell) => before.overrides[cell] !== after.overrides[cell],
  );
  const fresh = (Object.entries(after.overrides) as [Cell, OverrideState][]).filter(
    ([cell, state]) => before.overrides[cell] !== state,
  );
  if (gone.length > 0) {
    await tx.override.deleteMany({ where: { accountId: account, cell: { in: gone } } });
  }
  if (fresh.length > 0) {
    await tx.override.createMany({
      data: fresh.map(([cell, state]) => ({ accountId: account, cell, ...state })),
    });
  }
}

async function storeAccount(
  tx: Db,
  before: AccountState,
  after: AccountState,
  rules: Rules,
  stamp: Stamp,
): Promise<void> {
  const id = after.account;
  const row = await tx.account.findUniqueOrThrow({ where: { id } });
  const traits = { ...traitsOf(row), tags: after.tags };
  const assigned = assign(after.template, rules, traits);
  const { count } = await tx.account.updateMany({
    where: { id, policyRevision: before.revision },
    data: {
      policyRevision: after.revision,
      tags: [...after.tags],
      assignedTemplateKey: after.template,
      templateKey: assigned.template,
      assignedBy: assigned.by,
    },
  });
  if (count !== 1) throw lost('account', id);
  if (after.tags !== before.tags) await keepTraits(tx, id, traits, stamp.at);
  await storeOverrides(tx, before, after);
  await tx.accountRevision.create({
    data: {
      accountId: id,
      revision: after.revision,
      assignedTemplateKey: after.template,
      tags: [...after.tags],
      overrides: asJson(after.overrides),
      changeId: stamp.changeId,
      validFrom: stamp.at,
    },
  });
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
  effects: readonly Effect[],
  rulesBefore: Rules,
  stamp: Stamp,
): Promise<void> {
  let rules = rulesBefore;
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
  for (const { before, after } of effectsOn(effects, 'account')) {
    await storeAccount(tx, before, after, rules, stamp);
  }
  await storeGovernance(tx, effects, stamp);
}
