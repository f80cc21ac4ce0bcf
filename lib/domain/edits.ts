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

const expectedRevision = revisionNumber.optional();

const tags = z.array(tag).max(MAX_TAGS).optional();

export const edit = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('template.create'),
    key: templateKey,
    name: line(80),
    extends: templateKey.nullish().transform((key) => key ?? null),
    set: cellSettings.default({}),
  }),
  z.strictObject({
    op: z.literal('template.update'),
    key: templateKey,
    expectedRevision,
    name: line(80).optional(),
    extends: templateKey.nullable().optional(),
    set: cellSettings.optional(),
  }),
  z.strictObject({ op: z.literal('template.archive'), key: templateKey, expectedRevision }),
  z.strictObject({
    op: z.literal('account.assign'),
    account: accountId,
    expectedRevision,
    template: templateKey.nullable(),
  }),
  z.strictObject({
    op: z.literal('account.override'),
    account: accountId,
    expectedRevision,
    set: someCellSettings,
    expiresAt: moment.nullish().transform((at) => at ?? null),
    note: prose(500)
      .nullish()
      .transform((note) => note ?? null),
  }),
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
    }),
  z.strictObject({
    op: z.literal('rules.replace'),
    expectedRevision,
    rules: z.array(rule).max(500),
    default: templateKey,
  }),
  z.strictObject({ op: z.literal('approvals.replace'), expectedRevision, rules: approvalRules }),
  z.strictObject({ op: z.literal('guardrails.replace'), expectedRevision, guardrails }),
]);

/** One typed edit of policy, as every side hands it to the one door for writes. */
export type Edit = z.output<typeof edit>;
export type EditOf<Op extends Edit['op']> = Extract<Edit, { op: Op }>;

/** Most edits that one change may hold. */
export const MAX_EDITS = 500;

/** What a change asks for, and when it is to take effect. */
const content = {
  reason: prose(2000),
  edits: z.array(edit).min(1, 'A change needs at least one edit.').max(MAX_EDITS),
  /** When it is to be applied; left out, at once. */
  applyAt: moment.nullish().transform((at) => at ?? null),
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
    dryRun: z.boolean().default(false),
    /** Kept for later, and not submitted yet. */
    draft: z.boolean().default(false),
  })
  .superRefine(refuseContradictions);

/** What `PUT /api/changes/{id}` accepts: the content of a kept change anew. */
export const changeContent = z
  .strictObject({
    ...content,
    /** The version that was edited; left out, whichever is current. */
    expectedVersion: z.number().int().positive().optional(),
  })
  .superRefine(refuseContradictions);
export type ChangeContent = z.output<typeof changeContent>;
export type ChangeRequest = z.output<typeof changeRequest>;

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
