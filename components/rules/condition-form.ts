import { CONDITION_KEYS } from '@/lib/domain/condition-keys';
import type { AccountCondition } from '@/lib/domain/governance';
import { CONTROLLER_KINDS } from '@/lib/domain/traits';

export type ConditionKey = (typeof CONDITION_KEYS)[number];

/** The conditions that an assignment rule can ask for. */
export const RULE_KEYS = CONDITION_KEYS.slice(0, 5);

/** A condition as its form has it: a list of values for each field, empty where nothing is asked. */
export type ConditionForm = Readonly<Record<ConditionKey, readonly string[]>>;

/** The values of fields of which there are only a few. */
export const FEW: Readonly<Partial<Record<ConditionKey, readonly string[]>>> = {
  controller: CONTROLLER_KINDS,
  lossesBy: ['platform', 'stripe'],
};

/** A condition as its form shows it. */
export function conditionForm(when: AccountCondition): ConditionForm {
  return Object.fromEntries(
    CONDITION_KEYS.map((key) => [key, when[key] ?? []]),
  ) as unknown as ConditionForm;
}

/** What a form asks for: fields without a value ask for nothing. */
export function conditionOf(form: ConditionForm): AccountCondition {
  return Object.fromEntries(
    CONDITION_KEYS.filter((key) => form[key].length > 0).map((key) => [key, [...form[key]]]),
  );
}

export type Parsed = { value: string; error?: undefined } | { value?: undefined; error: string };

const CAPABILITY = /^[a-z0-9_]{1,60}$/;
const DOMAIN = /^[a-z0-9.-]{1,253}$/;

/** A capability's name as it is typed. */
export function parseCapability(text: string): Parsed {
  const value = text.trim().toLowerCase().replaceAll(/[ -]+/g, '_');
  return CAPABILITY.test(value)
    ? { value }
    : { error: 'A capability is named as Stripe names it, like card_payments.' };
}

/** A tag as it is typed; capitals count. */
export function parseTag(text: string): Parsed {
  const value = text.trim();
  return value.length > 0 && value.length <= 60
    ? { value }
    : { error: 'A tag has 60 characters at most.' };
}

/** An email domain as it is typed, with or without what stands before the @. */
export function parseDomain(text: string): Parsed {
  const value = text.trim().toLowerCase().split('@').at(-1) ?? '';
  return DOMAIN.test(value) ? { value } : { error: 'A domain looks like shop.example.' };
}

/** One of some values by its name or by itself, whatever its capitals. */
export function parseOneOf(
  text: string,
  options: readonly { value: string; name: string }[],
  error: string,
): Parsed {
  const wanted = text.trim().toLowerCase();
  const found =
    options.find(({ name }) => name.toLowerCase() === wanted) ??
    options.find(({ value }) => value.toLowerCase() === wanted);
  return found ? { value: found.value } : { error };
}
