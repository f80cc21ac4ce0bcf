import { z } from 'zod';
import { PREVIEW_COMPONENTS } from './catalog';
import { CELLS, type Cell, findCell } from './cells';
import { type InputError, invalid } from './errors';
import { ruleCondition } from './rules';
import type { TemplateState } from './state';
import { line, templateKey } from './text';

/** What an edit is of, as approval rules tell edits apart. */
export const EDIT_KINDS = [
  'template',
  'rules',
  'assignment',
  'override',
  'tags',
  'governance',
] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

/** The name of a cell of the catalog. */
export const cellName = z
  .string()
  .refine((name) => findCell(name) !== undefined, 'There is no such component or feature.')
  .transform((name) => name as Cell)
  // For the JSON Schemas that are made from this.
  .meta({
    anyOf: [
      { enum: [...CELLS.map(({ cell }) => cell), ...PREVIEW_COMPONENTS] },
      { pattern: '^[a-z_]+\\.allowed_apps:.+$' },
    ],
  });

const noRepeats = (values: readonly string[]) => new Set(values).size === values.length;

/** One approval rule: to which changes it applies, and how many approvals it asks for and of whom. */
export const approvalRule = z.strictObject({
  name: line(80),
  /** Every condition that is given must hold; without any the rule applies to every change. */
  when: z.strictObject({
    kinds: z
      .array(z.enum(EDIT_KINDS))
      .min(1, 'Name at least one kind of edit.')
      .refine(noRepeats, 'A kind is named twice.')
      .optional(),
    turnsOn: z
      .union([
        z.literal('money_moving'),
        z
          .array(cellName)
          .min(1, 'Name at least one cell.')
          .refine(noRepeats, 'A cell is named twice.'),
      ])
      .optional(),
    accountsOver: z.int().min(0).max(10_000_000).optional(),
  }),
  approvers: z.literal([0, 1, 2]),
  by: z.enum(['operator', 'admin']).default('operator'),
});
export type ApprovalRule = z.output<typeof approvalRule>;

/** All approval rules; their names tell them apart. */
export const approvalRules = z
  .array(approvalRule)
  .max(100)
  .refine((rules) => noRepeats(rules.map(({ name }) => name)), 'Two rules have the same name.');

/** The approval rules in force. Without any, changes need no approval. */
export interface Approvals {
  revision: number;
  rules: readonly ApprovalRule[];
}

/** The approval rules with others in their place; the revision is the change's to count. */
export function replaceApprovals(current: Approvals, rules: readonly ApprovalRule[]): Approvals {
  return { revision: current.revision, rules };
}

/** What accounts a guardrail is of: every condition given, each by any of its values; none: all. */
export const accountCondition = z.strictObject({
  ...ruleCondition.shape,
  lossesBy: z
    .array(z.enum(['platform', 'stripe']))
    .min(1)
    .max(2)
    .optional(),
  template: z.array(templateKey).min(1).max(250).optional(),
});
export type AccountCondition = z.output<typeof accountCondition>;

/** One guardrail: what a template must never say, or what no account of a kind may ever come to. */
export const guardrail = z.strictObject({
  name: line(80),
  of: z.union([
    z.strictObject({ template: templateKey }),
    z.strictObject({ accounts: accountCondition }),
  ]),
  never: z
    .array(z.strictObject({ cell: cellName, is: z.enum(['on', 'off']) }))
    .min(1, 'Name at least one cell.')
    .max(20)
    .refine((never) => noRepeats(never.map(({ cell }) => cell)), 'A cell is named twice.'),
});
export type Guardrail = z.output<typeof guardrail>;

/** All guardrails; their names tell them apart. */
export const guardrails = z
  .array(guardrail)
  .max(100)
  .refine((all) => noRepeats(all.map(({ name }) => name)), 'Two guardrails have the same name.');

/** The guardrails in force. */
export interface Guardrails {
  revision: number;
  guardrails: readonly Guardrail[];
}

/**
 * The guardrails with others in their place; the revision is the change's to count. `pointer` leads
 * to the list in the request. Throws `invalid_request` for a template that does not exist.
 */
export function replaceGuardrails(
  current: Guardrails,
  all: readonly Guardrail[],
  templates: ReadonlyMap<string, TemplateState>,
  pointer: string,
): Guardrails {
  const [first, ...rest] = all.flatMap(({ of }, index): InputError[] => {
    const named: [place: string, key: string][] =
      'template' in of
        ? [['of/template', of.template]]
        : (of.accounts.template ?? []).map((key, at) => [`of/accounts/template/${at}`, key]);
    return named
      .filter(([, key]) => !templates.has(key))
      .map(([place, key]) => ({
        pointer: `${pointer}/${index}/${place}`,
        message: `There is no template "${key}".`,
      }));
  });
  if (first) throw invalid(first, ...rest);
  return { revision: current.revision, guardrails: all };
}
