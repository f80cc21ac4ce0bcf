import { z } from 'zod';
import { line, templateKey } from './text';
import { CONTROLLER_KINDS, controllerKind, type Traits } from './traits';

const some = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(250);

/** What an account must be for a rule to apply: every condition given, each by any of its values. */
export const ruleCondition = z
  .strictObject({
    country: some(z.string().regex(/^[A-Z]{2}$/, 'A country is two capital letters.')).optional(),
    controller: some(z.enum(CONTROLLER_KINDS)).optional(),
    capability: some(
      z.string().regex(/^[a-z0-9_]{1,60}$/, 'A capability is named as Stripe names it.'),
    ).optional(),
    tag: some(line(60)).optional(),
    emailDomain: some(
      z.string().regex(/^[a-z0-9.-]{1,253}$/, 'An email domain is written in small letters.'),
    ).optional(),
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

/**
 * The part of an email address behind its last @, in small letters; null without one. Only ASCII's
 * capitals count: elsewhere another letter can turn into one of ASCII's, and make another domain.
 */
export function emailDomain(email: string | null): string | null {
  const at = email?.lastIndexOf('@') ?? -1;
  if (email === null || at < 0) return null;
  return email.slice(at + 1).replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/** Whether an account meets a rule's condition. A capability counts while it is active. */
export function matches(when: RuleCondition, traits: Traits): boolean {
  const domain = emailDomain(traits.email);
  return (
    (!when.country || (traits.country !== null && when.country.includes(traits.country))) &&
    (!when.controller || when.controller.includes(controllerKind(traits))) &&
    (!when.capability ||
      when.capability.some(
        (name) =>
          Object.hasOwn(traits.capabilities, name) && traits.capabilities[name] === 'active',
      )) &&
    (!when.tag || when.tag.some((tag) => traits.tags.includes(tag))) &&
    (!when.emailDomain || (domain !== null && when.emailDomain.includes(domain)))
  );
}

/** Which template an account has, and by what: explicit, else the first matching rule, else the default. */
export function assign(
  explicit: string | null,
  rules: Pick<Rules, 'rules' | 'default'>,
  traits: Traits,
): { template: string; by: 'explicit' | 'rule' | 'default' } {
  if (explicit !== null) return { template: explicit, by: 'explicit' };
  const matching = rules.rules.find(({ when }) => matches(when, traits));
  return matching
    ? { template: matching.template, by: 'rule' }
    : { template: rules.default, by: 'default' };
}
