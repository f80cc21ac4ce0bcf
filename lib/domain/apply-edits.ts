import { assignAccount, overrideAccount, tagAccount } from './account-edits';
import {
  type DiffLine,
  diffAccount,
  diffApprovals,
  diffGuardrails,
  diffRules,
  diffTemplate,
} from './diff';
import { type EditContext, requireRevision } from './edit-context';
import { type Edit, type Subject, subjectOf } from './edits';
import { type Approvals, type Guardrails, replaceApprovals, replaceGuardrails } from './governance';
import type { Rules } from './rules';
import { replaceRules } from './rules-edits';
import type { AccountState, TemplateState, World } from './state';
import { archiveTemplate, createTemplate, updateTemplate } from './template-edits';

interface EffectOn<Kind extends Subject['kind'], Before, After> {
  subject: { kind: Kind; id: string };
  /** The operations that touched the subject, each once. */
  ops: Edit['op'][];
  before: Before;
  after: After;
  diff: DiffLine[];
}

export type TemplateEffect = EffectOn<'template', TemplateState | null, TemplateState>;
export type AccountEffect = EffectOn<'account', AccountState, AccountState>;
export type RulesEffect = EffectOn<'rules', Rules, Rules>;
export type ApprovalsEffect = EffectOn<'approvals', Approvals, Approvals>;
export type GuardrailsEffect = EffectOn<'guardrails', Guardrails, Guardrails>;

/** What a change does to one subject: its state on both sides and the lines that differ. */
export type Effect =
  | TemplateEffect
  | AccountEffect
  | RulesEffect
  | ApprovalsEffect
  | GuardrailsEffect;

/** The effects on subjects of one kind. */
export function effectsOn<Kind extends Effect['subject']['kind']>(
  effects: readonly Effect[],
  kind: Kind,
): Extract<Effect, { subject: { kind: Kind } }>[] {
  return effects.filter(
    (effect): effect is Extract<Effect, { subject: { kind: Kind } }> =>
      effect.subject.kind === kind,
  );
}

function applyEdit(world: World, edit: Edit, context: EditContext): void {
  switch (edit.op) {
    case 'template.create':
      createTemplate(world, edit, context);
      break;
    case 'template.update':
      updateTemplate(world, edit, context);
      break;
    case 'template.archive':
      archiveTemplate(world, edit);
      break;
    case 'account.assign':
      assignAccount(world, edit, context);
      break;
    case 'account.override':
      overrideAccount(world, edit, context);
      break;
    case 'account.tag':
      tagAccount(world, edit, context);
      break;
    case 'rules.replace':
      replaceRules(world, edit, context);
      break;
    case 'approvals.replace':
      requireRevision(edit, world.approvals);
      world.approvals = replaceApprovals(world.approvals, edit.rules);
      break;
    case 'guardrails.replace': {
      requireRevision(edit, world.guardrails);
      const { guardrails, templates } = world;
      const pointer = `${context.pointer}/guardrails`;
      world.guardrails = replaceGuardrails(guardrails, edit.guardrails, templates, pointer);
      break;
    }
  }
}

const copyOf = (world: World): World => ({
  ...world,
  templates: new Map(world.templates),
  accounts: new Map(world.accounts),
  assigned: new Map(world.assigned),
});

const next = <S extends { revision: number }>(state: S): S => ({
  ...state,
  revision: state.revision + 1,
});

function effectOn(subject: Subject, ops: Edit['op'][], old: World, now: World): Effect[] {
  const { kind, id } = subject;
  switch (kind) {
    case 'template': {
      const before = old.templates.get(id) ?? null;
      const after = now.templates.get(id);
      if (!after) return [];
      const diff = diffTemplate(before, after);
      return [{ subject: { kind, id }, ops, before, after: next(after), diff }];
    }
    case 'account': {
      const before = old.accounts.get(id);
      const after = now.accounts.get(id);
      if (!before || !after) return [];
      const diff = diffAccount(before, after);
      return [{ subject: { kind, id }, ops, before, after: next(after), diff }];
    }
    case 'rules': {
      const diff = diffRules(old.rules, now.rules);
      return [{ subject: { kind, id }, ops, before: old.rules, after: next(now.rules), diff }];
    }
    case 'approvals': {
      const [before, after] = [old.approvals, next(now.approvals)];
      return [{ subject: { kind, id }, ops, before, after, diff: diffApprovals(before, after) }];
    }
    case 'guardrails': {
      const [before, after] = [old.guardrails, next(now.guardrails)];
      return [{ subject: { kind, id }, ops, before, after, diff: diffGuardrails(before, after) }];
    }
  }
}

/**
 * Applies a change's edits one after the other and says what they do together, one effect for each
 * subject in which something differs; each gets one new revision. Pure: the world is not touched.
 * Throws `invalid_request`, `not_found`, `account_not_found` or `conflict` for the first edit that
 * does not hold, and then there is no effect at all.
 */
export function applyEdits(
  world: World,
  edits: readonly Edit[],
  context: Omit<EditContext, 'pointer'>,
): Effect[] {
  const now = copyOf(world);
  const touched = new Map<string, { subject: Subject; ops: Edit['op'][] }>();
  edits.forEach((edit, index) => {
    applyEdit(now, edit, { ...context, pointer: `/edits/${index}` });
    const subject = subjectOf(edit);
    const key = `${subject.kind} ${subject.id}`;
    const entry = touched.get(key) ?? { subject, ops: [] };
    if (!entry.ops.includes(edit.op)) entry.ops.push(edit.op);
    touched.set(key, entry);
  });
  return [...touched.values()]
    .flatMap(({ subject, ops }) => effectOn(subject, ops, world, now))
    .filter(({ diff }) => diff.length > 0);
}
