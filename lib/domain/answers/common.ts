import { z } from 'zod';
import type { Cell } from '../cells';
import type { Subject } from '../edits';
import type { Role } from '../permissions';
import { ROLES } from '../permissions';
import { accountId, templateKey } from '../text';
import type { ActorRef, TemplateRef } from '../views';
import { named } from './named';

named('AccountId', 'A connected account’s id, as Stripe makes them.', accountId);
named('TemplateKey', 'A template’s key, chosen once.', templateKey);

/** A value that a schema of its own would say no more of: its type, and how JSON shows it. */
export const shown = <T>(json: Record<string, unknown>) => z.custom<T>().meta(json);

/** A moment in an answer. */
export const at = z.string().meta({ format: 'date-time' });

/** A moment that becomes text only when it is sent. */
export const sentAt = shown<Date>({ type: 'string', format: 'date-time' });

/** An id that the product made. */
export const uuid = z.string().meta({ format: 'uuid' });

/** A count. */
export const count = z.int().min(0);

export const cell = named(
  'Cell',
  'A component, e.g. `payments`, or one feature of it, e.g. `payments.refund_management`. An app of a preview component is `app_install.allowed_apps:com.example.books`.',
  shown<Cell>({ type: 'string', examples: ['payments.refund_management'] }),
);

export const decided = z.enum(['on', 'off']);
export const setting = z.enum(['on', 'off', 'inherit']);

/** What a layer says, by cell. */
export const settings = named(
  'Settings',
  'The cells that a layer decides, by name; a cell that is absent is inherited.',
  z.partialRecord(cell, decided),
);

export const role = z.enum(ROLES) satisfies z.ZodType<Role>;

export const actor = named(
  'Actor',
  'Who did something: a person, an API token, or the product itself.',
  z.object({
    kind: z.enum(['user', 'token', 'system']),
    id: z.string(),
    name: z.string(),
  }),
) satisfies z.ZodType<ActorRef>;

const templateRefShape = { key: z.string(), name: z.string() };
export const templateRef = named(
  'TemplateRef',
  'A template as another thing refers to it.',
  z.object(templateRefShape),
) satisfies z.ZodType<TemplateRef>;

export const assignedBy = z.enum(['explicit', 'rule', 'default']).meta({
  description: 'Assigned explicitly, by the first matching rule, or because no rule matches.',
});

/** A template with the way by which an account has it. */
export const assignedTemplate = z.object({ ...templateRefShape, by: assignedBy });

export const accountRef = z.object({ id: z.string(), name: z.string() });

export const subject = named(
  'Subject',
  'What an edit is about. Of rules, approval rules and guardrails there is one each, with its kind as id.',
  z.object({
    kind: z.enum(['template', 'account', 'rules', 'approvals', 'guardrails']),
    id: z.string(),
  }),
) satisfies z.ZodType<Subject>;

/** One keyset page of something. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'To send as `cursor` for the next page; null on the last one.' }),
  });

/** All of something, in one answer. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item) });
