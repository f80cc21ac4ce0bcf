import { z } from 'zod';
import { line, templateKey } from './text';
import { CONTROLLER_KINDS } from './traits';

const some = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(250);

/** What an account must be for a rule to apply: every condition given, each by any of its values. */
export const ruleCondition = z
  .strictObject({
    country: some(z.string().regex(/^[A-Z]{2}$/, 'A country is two capital letters.'))
      .optional()
      .meta({ description: 'The account’s country is one of these.' }),
    controller: some(z.enum(CONTROLLER_KINDS))
      .optional()
      .meta({ description: 'Its controller amounts to one of these account types.' }),
    capability: some(
      z.string().regex(/^[a-z0-9_]{1,60}$/, 'A capability is named as Stripe names it.'),
    )
      .optional()
      .meta({ description: 'One of these capabilities is active.' }),
    tag: some(line(60)).optional().meta({ description: 'It has one of these tags.' }),
    emailDomain: some(
      z.string().regex(/^[a-z0-9.-]{1,253}$/, 'An email domain is written in small letters.'),
    )
      .optional()
      .meta({ description: 'Its email address is at one of these domains.' }),
  })
  .refine((when) => Object.keys(when).length > 0, 'A rule needs at least one condition.');

export const rule = z.strictObject({ when: ruleCondition, template: templateKey });

/** One assignment rule; they are tried in order and the first that matches wins. */
export type Rule = z.output<typeof rule>;
export type RuleCondition = Rule['when'];

/** The assignment rules in force and the template for accounts that none of them matches. */
export interface Rules {
  revision: number;
  rules: readonly Rule[];
  default: string;
}
