import { z } from 'zod';
import type { CellDecision, TemplateDetail, TemplateSummary, TemplateWithSettings } from '../views';
import { at, count, decided, settings, templateRef, uuid } from './common';
import { named } from './named';

const summary = {
  key: z.string(),
  name: z.string(),
  revision: count.meta({ description: 'To send as `expectedRevision` with edits.' }),
  extends: templateRef.nullable(),
  archived: z.boolean(),
  cells: count.meta({ description: 'How many cells the template itself decides.' }),
  accounts: count.meta({ description: 'How many accounts have it, by whatever way.' }),
  isDefault: z.boolean(),
  updatedAt: at,
};

z.object(summary) satisfies z.ZodType<TemplateSummary>;

export const templateSummary = named(
  'TemplateSummary',
  'One template in a list.',
  z.object({
    ...summary,
    settings: settings.optional().meta({ description: 'There with `?settings=true`.' }),
  }),
) satisfies z.ZodType<TemplateSummary & Partial<TemplateWithSettings>>;

export const templateDetail = named(
  'Template',
  'One template with what it says and what it stands on.',
  z.object({
    ...summary,
    settings,
    ancestors: z
      .array(z.object({ ...templateRef.shape, revision: count, settings }))
      .meta({ description: 'The templates that it extends, nearest first.' }),
    children: z.array(templateRef),
  }),
) satisfies z.ZodType<TemplateDetail>;

export const cellDecision = named(
  'CellDecision',
  'Which change decided what a template of a chain says of a cell.',
  z.object({
    template: z.string(),
    revision: count.meta({ description: 'The revision since which it has said this.' }),
    setting: decided,
    decidedAt: at,
    changeId: uuid,
    by: z.string(),
    reason: z.string(),
  }),
) satisfies z.ZodType<CellDecision>;
