import { z } from 'zod';
import type { Cell } from './cells';
import { findCell } from './cells';
import { approvalRules, guardrails } from './governance';
import { rule } from './rules';
import type { Setting } from './settings';
import { MAX_TAGS } from './state';
import { accountId, line, moment, prose, revisionNumber, tag, templateKey } from './text';

const setting = z.enum(['on', 'off', 'inherit']);

/** Settings by cell; a name outside the catalog is an error at its own place. */
const cellSettings = z
  .record(z.string(), setting)
  .superRefine((set, context) => {
    for (const name of Object.keys(set)) {
      if (findCell(name)) continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `There is no component or feature "${name}". GET /api/catalog lists them.`,
      });
    }
  })
  .transform((set) => set as Partial<Record<Cell, Setting>>);

const someCellSettings = cellSettings.refine(
  (set) => Object.keys(set).length > 0,
  'At least one cell must be set.',
);

const expectedRevision = revisionNumber
  .optional()
  .describe('The revision that this was decided on; another one that is current is a `conflict`.');

const tags = z.array(tag).max(MAX_TAGS).optional();

export const edit = z.discriminatedUnion('op', [
  z
    .strictObject({
      op: z.literal('template.create'),
      key: templateKey,
      name: line(80).describe('What people call it.'),
      extends: templateKey
        .nullish()
        .transform((key) => key ?? null)
        .describe('The template that it extends, if any.'),
      set: cellSettings.default({}).describe('What it says, by cell of the catalog.'),
    })
    .describe('Make a template.'),
  z
    .strictObject({
      op: z.literal('template.update'),
      key: templateKey,
      expectedRevision,
      name: line(80).optional(),
      extends: templateKey.nullable().optional(),
      set: cellSettings.optional().describe('What it is to say of these cells from now on.'),
    })
    .describe('Alter a template; what is left out stays.'),
  z
    .strictObject({ op: z.literal('template.archive'), key: templateKey, expectedRevision })
    .describe('Archive a template that no account and no rule needs.'),
  z
    .strictObject({
      op: z.literal('account.assign'),
      account: accountId,
      expectedRevision,
      template: templateKey.nullable().describe('Null: back to rules and default.'),
    })
    .describe('Assign a template to an account explicitly.'),
  z
    .strictObject({
      op: z.literal('account.override'),
      account: accountId,
      expectedRevision,
      set: someCellSettings.describe('At least one cell; `inherit` takes an override away.'),
      expiresAt: moment
        .nullish()
        .transform((at) => at ?? null)
        .describe('When it ends by itself; left out, it does not.'),
      note: prose(500)
        .nullish()
        .transform((note) => note ?? null)
        .describe('For people who look at the account.'),
    })
    .describe('Set cells for one account alone.'),
  z
    .strictObject({
      op: z.literal('account.tag'),
      account: accountId,
      expectedRevision,
      add: tags,
      remove: tags,
    })
    .refine(({ add = [], remove = [] }) => add.length + remove.length > 0, {
      path: ['add'],
      message: 'At least one tag must be added or removed.',
    })
    .describe('Add tags to an account, or remove them: at least one. A tag has no comma in it.'),
  z
    .strictObject({
      op: z.literal('rules.replace'),
      expectedRevision,
      rules: z.array(rule).max(500).describe('Tried in this order; the first that matches wins.'),
      default: templateKey.describe('The template of accounts that no rule matches.'),
    })
    .describe('Replace the assignment rules, all at once.'),
  z
    .strictObject({ op: z.literal('approvals.replace'), expectedRevision, rules: approvalRules })
    .describe('Replace the approval rules, all at once. For admins.'),
  z
    .strictObject({ op: z.literal('guardrails.replace'), expectedRevision, guardrails })
    .describe('Replace the guardrails, all at once. For admins.'),
]);

/** One typed edit of policy, as every side hands it to the one door for writes. */
export type Edit = z.output<typeof edit>;
export type EditOf<Op extends Edit['op']> = Extract<Edit, { op: Op }>;

/** Most edits that one change may hold. */
export const MAX_EDITS = 500;

/** What a change asks for, and when it is to take effect. */
const content = {
  reason: prose(2000).describe('Why, for who reviews it and for the audit.'),
  edits: z
    .array(edit)
    .min(1, 'A change needs at least one edit.')
    .max(MAX_EDITS)
    .describe('What it asks for: all or none of it is applied.'),
  applyAt: moment
    .nullish()
    .transform((at) => at ?? null)
    .describe('When it is to be applied; left out, at once.'),
};

function refuseContradictions(
  { edits }: { edits: readonly Edit[] },
  context: z.RefinementCtx,
): void {
  for (const { index, cell, id } of repeatedCells(edits)) {
    context.addIssue({
      code: 'custom',
      path: ['edits', index, 'set', cell],
      message: `The cell ${cell} of "${id}" is set twice in this change.`,
    });
  }
  for (const { path, tag, id } of contraryTags(edits)) {
    context.addIssue({
      code: 'custom',
      path: ['edits', ...path],
      message: `The tag "${tag}" of "${id}" is both added and removed in this change.`,
    });
  }
}

/** What `POST /api/changes` accepts. */
export const changeRequest = z
  .strictObject({
    ...content,
    dryRun: z.boolean().default(false).describe('Only say what it would do.'),
    draft: z.boolean().default(false).describe('Keep it for later, and do not submit it yet.'),
  })
  .superRefine(refuseContradictions);

/** What `PUT /api/changes/{id}` accepts: the content of a kept change anew. */
export const changeContent = z
  .strictObject({
    ...content,
    expectedVersion: z
      .number()
      .int()
      .positive()
      .optional()
      .describe('The version that was edited; left out, whichever is current.'),
  })
  .superRefine(refuseContradictions);
export type ChangeContent = z.output<typeof changeContent>;
export type ChangeRequest = z.output<typeof changeRequest>;
/** A change request as JSON has it. */
export type ChangeInput = z.input<typeof changeRequest>;

/** What an edit is about: a template, an account's policy, the rules, or what governs changes. */
export type SubjectKind = 'template' | 'account' | 'rules' | 'approvals' | 'guardrails';
export interface Subject {
  kind: SubjectKind;
  id: string;
}

/** The subject of an edit; of rules, approval rules and guardrails there is one each, with its kind as id. */
export function subjectOf(edit: Edit): Subject {
  switch (edit.op) {
    case 'template.create':
    case 'template.update':
    case 'template.archive':
      return { kind: 'template', id: edit.key };
    case 'account.assign':
    case 'account.override':
    case 'account.tag':
      return { kind: 'account', id: edit.account };
    case 'rules.replace':
      return { kind: 'rules', id: 'rules' };
    case 'approvals.replace':
      return { kind: 'approvals', id: 'approvals' };
    case 'guardrails.replace':
      return { kind: 'guardrails', id: 'guardrails' };
  }
}

/** The cells that an earlier edit of the same change has set already. */
function repeatedCells(edits: readonly Edit[]) {
  const seen = new Set<string>();
  return edits.flatMap((edit, index) => {
    const { kind, id } = subjectOf(edit);
    return Object.keys(('set' in edit && edit.set) || {}).flatMap((cell) => {
      const place = `${kind} ${id} ${cell}`;
      if (seen.has(place)) return [{ index, cell, id }];
      seen.add(place);
      return [];
    });
  });
}

/** The tags that an edit adds though the change has removed them, or the other way round. */
function contraryTags(edits: readonly Edit[]) {
  const seen = new Map<string, 'add' | 'remove'>();
  return edits.flatMap((edit, index) => {
    if (edit.op !== 'account.tag') return [];
    const named = (['add', 'remove'] as const).flatMap((side) =>
      (edit[side] ?? []).map((tag, position) => ({ side, position, tag })),
    );
    return named.flatMap(({ side, position, tag }) => {
      const place = `${edit.account} ${tag}`;
      const first = seen.get(place) ?? side;
      seen.set(place, first);
      return first === side ? [] : [{ path: [index, side, position], tag, id: edit.account }];
    });
  });
}
