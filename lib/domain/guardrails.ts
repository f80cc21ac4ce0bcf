import { canonical } from './canonical';
import { type Cell, findCell } from './cells';
import type { AccountCondition, Guardrail } from './governance';
import { saidByTemplate } from './layers';
import { decisionOf, type ResolvedPolicy } from './policy';
import { matches } from './rule-match';
import type { DecidedSetting } from './settings';
import type { TemplateState } from './state';
import { stripeBearsLosses, type Traits } from './traits';

/** A guardrail that does not hold: which, of what, and the value that must never be. */
export interface Breach {
  guardrail: string;
  of:
    | { kind: 'template'; id: string; name: string }
    | { kind: 'account'; id: string; name: string };
  cell: Cell;
  is: DecidedSetting;
}

/** An account as guardrails look at it. `template` is the one it has, by whatever way. */
export interface GuardedAccount {
  id: string;
  name: string;
  traits: Traits;
  template: string;
  policy: Pick<ResolvedPolicy, 'components'>;
}

/** Whether an account is one that a guardrail is of. */
export function meets(
  { lossesBy, template, ...when }: AccountCondition,
  account: Pick<GuardedAccount, 'traits' | 'template'>,
): boolean {
  const bearer = stripeBearsLosses(account.traits) ? 'stripe' : 'platform';
  return (
    (!lossesBy || lossesBy.includes(bearer)) &&
    (!template || template.includes(account.template)) &&
    matches(when, account.traits)
  );
}

/**
 * What a guardrail sees of a cell: its value after the ceiling. A feature of a disabled component
 * has none, because no merchant gets it, whatever its layers say.
 */
function settingIn({ components }: GuardedAccount['policy'], name: Cell): DecidedSetting | null {
  const ref = findCell(name);
  if (!ref) return null;
  const { component, feature } = ref;
  if (feature !== null && !components[component]?.enabled.value) return null;
  const decision = decisionOf({ components }, component, feature);
  return decision ? (decision.value ? 'on' : 'off') : null;
}

/** The guardrails of templates that do not hold. What a chain leaves unsaid breaks none. */
export function breachesOfTemplates(
  templates: ReadonlyMap<string, TemplateState>,
  guardrails: readonly Guardrail[],
): Breach[] {
  return guardrails.flatMap(({ name, of, never }) => {
    if (!('template' in of)) return [];
    const template = templates.get(of.template);
    if (!template || template.archived) return [];
    const says = saidByTemplate(templates, template.key);
    return never
      .filter(({ cell, is }) => says[cell] === is)
      .map(
        (broken): Breach => ({
          guardrail: name,
          of: { kind: 'template', id: template.key, name: template.name },
          ...broken,
        }),
      );
  });
}

/** The guardrails of accounts that do not hold for one account, at the moment of its policy. */
export function breachesOfAccount(
  account: GuardedAccount,
  guardrails: readonly Guardrail[],
): Breach[] {
  return guardrails.flatMap(({ name, of, never }) => {
    if (!('accounts' in of) || !meets(of.accounts, account)) return [];
    return never
      .filter(({ cell, is }) => settingIn(account.policy, cell) === is)
      .map(
        (broken): Breach => ({
          guardrail: name,
          of: { kind: 'account', id: account.id, name: account.name },
          ...broken,
        }),
      );
  });
}

const identity = ({ guardrail, of, cell, is }: Breach) =>
  canonical([guardrail, of.kind, of.id, cell, is]);

/** The breaches that a change would bring about: those that are there after it and not before. */
export function newBreaches(before: readonly Breach[], after: readonly Breach[]): Breach[] {
  const known = new Set(before.map(identity));
  return after.filter((breach) => !known.has(identity(breach)));
}

/** Most breaches that an error lists; the first are enough to see what is wrong. */
export const MAX_BREACHES_SHOWN = 20;

/** What a refusal on account of guardrails says, with the first breaches for the problem document. */
export function breachProblem(breaches: readonly [Breach, ...Breach[]]): {
  message: string;
  members: { breaches: readonly Breach[]; total: number };
} {
  const [{ guardrail, of, cell, is }] = breaches;
  const others = breaches.length - 1;
  const more =
    others === 0
      ? ''
      : ` There ${others === 1 ? 'is 1 more breach' : `are ${others} more breaches`}.`;
  return {
    message: `The guardrail "${guardrail}" does not let ${cell} be ${is} for the ${of.kind} "${of.name}".${more}`,
    members: { breaches: breaches.slice(0, MAX_BREACHES_SHOWN), total: breaches.length },
  };
}
