import { z } from 'zod';
import { PREVIEW_COMPONENTS as PREVIEW } from '../catalog';
import { sentenceOf } from '../catalog/sentences';
import { CELLS, type CellRef, findCell } from '../cells';
import { approvalRules, guardrails } from '../governance';
import { rule } from '../rules';
import { MAX_TAGS } from '../state';
import { accountId, line, moment, prose, tag, templateKey } from '../text';
import { cellName } from '../words/cells';
import { didYouMean } from './suggest';

/** The cells of apps in preview components: there are as many as an installation offers. */
const APP_CELL = '^[a-z_]+\\.allowed_apps:.+$';

function cellHelp({ cell, component, feature }: CellRef): string {
  return `${cellName(cell)}. ${sentenceOf(component, feature)}`.trim();
}

const cells = CELLS.map(({ cell }) => cell);

const cellKey = z.string().refine((name) => findCell(name) !== undefined, {
  error: ({ input }) =>
    `There is no component or feature "${input}".${didYouMean(String(input), cells)}`,
});

/** By cell: those of the catalog, and of previews whether or not an installation offers them. */
const byCell = <T extends z.ZodType>(value: T) => z.record(cellKey, value).meta({ byCell: true });

const setting = z.enum(['on', 'off'], { error: 'This is on or off.' });

/** `templates/KEY.yaml`: the key is the file's name. */
const templateFile = z
  .strictObject({
    name: line(80).meta({ description: 'What people call it.' }),
    extends: templateKey
      .nullish()
      .meta({ description: 'The key of the one template that it extends.' }),
    settings: byCell(setting)
      .default({})
      .meta({ description: 'The cells that it decides; all others are inherited.' }),
  })
  .meta({ title: 'A Switchyard template' });

/** `rules.yaml` */
const rulesFile = z
  .strictObject({
    default: templateKey.meta({ description: 'The template of accounts that no rule matches.' }),
    rules: z
      .array(rule)
      .max(500)
      .default([])
      .meta({ description: 'Tried in this order; the first that matches an account wins.' }),
  })
  .meta({ title: 'Switchyard’s assignment rules' });

/** `approvals.yaml` */
const approvalsFile = z
  .strictObject({ rules: approvalRules })
  .meta({ title: 'Switchyard’s approval rules' });

/** `guardrails.yaml` */
const guardrailsFile = z.strictObject({ guardrails }).meta({ title: 'Switchyard’s guardrails' });

const noRepeats = (tags: readonly string[]) => new Set(tags).size === tags.length;

const override = z
  .strictObject({
    setting,
    note: prose(500).nullish().meta({ description: 'Why, for people.' }),
    expiresAt: moment
      .nullish()
      .meta({ description: 'When it ends by itself, e.g. 2026-11-21T12:00:00Z.' }),
  })
  // Said once in the schema, and not for each cell anew.
  .meta({ id: 'override' });

const accountEntry = z.strictObject({
  template: templateKey
    .nullish()
    .meta({ description: 'The template assigned explicitly; without one, rules and default.' }),
  tags: z.array(tag).max(MAX_TAGS).refine(noRepeats, 'A tag is named twice.').optional(),
  overrides: byCell(override).optional(),
});

/** `accounts.yaml` */
const accountsFile = z
  .strictObject({
    accounts: z
      .record(accountId, accountEntry)
      .meta({ description: 'All that these accounts have of their own. Others stay as they are.' }),
  })
  .meta({ title: 'What single accounts have of their own' });

/** The forms of all kinds of policy files. */
export const FILE_SCHEMAS = {
  template: templateFile,
  rules: rulesFile,
  approvals: approvalsFile,
  guardrails: guardrailsFile,
  accounts: accountsFile,
};

/** A kind of policy file, as its schema is called. */
export type FileKind = keyof typeof FILE_SCHEMAS;
export const FILE_KINDS = Object.keys(FILE_SCHEMAS) as FileKind[];

/** Whether a text names a kind of policy file. */
export const isFileKind = (name: string): name is FileKind => Object.hasOwn(FILE_SCHEMAS, name);

/** Where a platform publishes the schema of a kind. */
export const schemaUrl = (origin: string, kind: FileKind) => `${origin}/api/policy-schema/${kind}`;

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Names each cell with what it does, so that editors complete and explain it. */
function nameCells(schema: JsonSchema): void {
  const { additionalProperties: value } = schema;
  delete schema.byCell;
  delete schema.propertyNames;
  schema.properties = Object.fromEntries(
    [...CELLS, ...PREVIEW.map((component) => ({ cell: component, component, feature: null }))].map(
      (ref) => [ref.cell, { description: cellHelp(ref), allOf: [value as JsonSchema] }],
    ),
  );
  schema.patternProperties = { [APP_CELL]: value as JsonSchema };
  schema.additionalProperties = false;
}

/** The JSON Schema of a kind of file, for editors: made from what parses these files. */
export function jsonSchemaOf(kind: FileKind): Record<string, unknown> {
  return z.toJSONSchema(FILE_SCHEMAS[kind], {
    io: 'input',
    // The draft that editors know best.
    target: 'draft-07',
    override: ({ jsonSchema }) => {
      if (jsonSchema.byCell === true) nameCells(jsonSchema);
    },
  });
}
