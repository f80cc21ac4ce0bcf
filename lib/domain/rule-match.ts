// Apart from the schemas of rules, so that a browser can try rules without these.

import type { Rule, RuleCondition, Rules } from './rules';
import { controllerKind, type Traits } from './traits';

/** One condition of a rule: what the account is to be, by any of these values. */
export type ConditionName = keyof RuleCondition;

/**
 * The part of an email address behind its last @, in small letters; null without one. Only ASCII's
 * capitals count: elsewhere another letter can turn into one of ASCII's, and make another domain.
 */
export function emailDomain(email: string | null): string | null {
  const at = email?.lastIndexOf('@') ?? -1;
  if (email === null || at < 0) return null;
  return email.slice(at + 1).replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

const known = (value: string | null): string[] => (value === null ? [] : [value]);

/** What an account has of each that a condition can ask for. A capability counts while it is active. */
const VALUES: Readonly<Record<ConditionName, (traits: Traits) => readonly string[]>> = {
  country: ({ country }) => known(country),
  controller: (traits) => [controllerKind(traits)],
  capability: ({ capabilities }) =>
    Object.keys(capabilities).filter((name) => capabilities[name] === 'active'),
  tag: ({ tags }) => tags,
  emailDomain: ({ email }) => known(emailDomain(email)),
};

/** Whether an account meets one condition: what it asks for, and what the account has of it. */
export interface ConditionVerdict {
  condition: ConditionName;
  holds: boolean;
  wanted: readonly string[];
  actual: readonly string[];
}

/** Every condition that a rule gives, with whether the account meets it and why. */
export function verdictsOf(when: RuleCondition, traits: Traits): ConditionVerdict[] {
  return (Object.keys(VALUES) as ConditionName[]).flatMap((condition) => {
    const wanted: readonly string[] | undefined = when[condition];
    if (!wanted) return [];
    const actual = VALUES[condition](traits);
    return [{ condition, holds: wanted.some((value) => actual.includes(value)), wanted, actual }];
  });
}

/** Whether an account meets a rule's condition: every one that is given, each by any of its values. */
export function matches(when: RuleCondition, traits: Traits): boolean {
  return verdictsOf(when, traits).every(({ holds }) => holds);
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

/** One rule as an account fares with it. */
export interface RuleVerdict {
  template: string;
  /** Whether the rule takes the account: it is the first that matches. */
  verdict: 'takes' | 'matches_later' | 'does_not_match';
  conditions: ConditionVerdict[];
}

/** What each rule says of an account, in their order; an explicit assignment stands above them all. */
export function tryRules(rules: readonly Rule[], traits: Traits): RuleVerdict[] {
  const tried = rules.map(({ when, template }) => ({
    template,
    conditions: verdictsOf(when, traits),
  }));
  const match = ({ conditions }: { conditions: ConditionVerdict[] }) =>
    conditions.every(({ holds }) => holds);
  const first = tried.findIndex(match);
  return tried.map((one, index) => ({
    ...one,
    verdict: !match(one) ? 'does_not_match' : index === first ? 'takes' : 'matches_later',
  }));
}
