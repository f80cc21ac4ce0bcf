import { z } from 'zod';
import type { Cell } from './cells';
import { findCell } from './cells';
import { rule } from './rules';
import type { Setting } from './settings';
import { accountId, line, moment, prose, revisionNumber, templateKey } from './text';

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
  z.strictObject({
    op: z.literal('rules.replace'),
    expectedRevision,
    rules: z.array(rule).max(500),
    default: templateKey,
  }),
]);

/** One typed edit of policy, as every side hands it to the one door for writes. */
export type Edit = z.output<typeof edit>;
export type EditOf<Op extends Edit['op']> = Extract<Edit, { op: Op }>;

/** Most edits that one change may hold. */
export const MAX_EDITS = 500;

/** What `POST /api/changes` accepts. */
export const changeRequest = z
  .strictObject({
    reason: prose(2000),
    edits: z.array(edit).min(1, 'A change needs at least one edit.').max(MAX_EDITS),
    dryRun: z.boolean().default(false),
  })
  .superRefine(({ edits }, context) => {
    for (const { index, cell, id } of repeatedCells(edits)) {
      context.addIssue({
        code: 'custom',
        path: ['edits', index, 'set', cell],
        message: `The cell ${cell} of "${id}" is set twice in this change.`,
      });
    }
  });
export type ChangeRequest = z.output<typeof changeRequest>;

/** What an edit is about: a template, an account's policy or the rules. */
export type SubjectKind = 'template' | 'account' | 'rules';
export interface Subject {
  kind: SubjectKind;
  id: string;
}

/** The subject of an edit; the rules are one thing with the id `rules`. */
export function subjectOf(edit: Edit): Subject {
  switch (edit.op) {
    case 'template.create':
    case 'template.update':
    case 'template.archive':
      return { kind: 'template', id: edit.key };
    case 'account.assign':
    case 'account.override':
      return { kind: 'account', id: edit.account };
    case 'rules.replace':
      return { kind: 'rules', id: 'rules' };
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
