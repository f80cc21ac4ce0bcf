import type { Component } from './catalog';
import { type CompiledTemplate, workedOf } from './compiled';
import { AMONG, type Plan } from './component-plan';
import { deepFreeze } from './deep-freeze';
import { rememberAnswers } from './kept-answers';
import type { Advice, Ceiling, ComponentPolicies, ComponentPolicy, Send } from './policy';
import { adviseOfUnoffered } from './preview-advice';
import type { SentComponent } from './send';
import { type SettledComponent, settle } from './settled-component';
import { saysSignIn, type WorkedComponent } from './worked-component';

/** The parts of a resolved policy that depend on neither the account's name nor the moment. */
export interface PolicyParts {
  readonly components: ComponentPolicies;
  readonly ceilings: readonly Ceiling[];
  readonly advice: readonly Advice[];
  readonly send: Readonly<Send>;
}

/** The policy of all accounts of a class without overrides. Where several get it, all of `parts` is frozen. */
export interface SharedPolicy {
  readonly worked: readonly WorkedComponent[];
  readonly settled: readonly SettledComponent[];
  readonly among: number;
  readonly parts: PolicyParts;
  /** Copies that are not frozen, because they alone are quick to spread. */
  readonly loose: {
    readonly components: Readonly<Partial<Record<Component, ComponentPolicy>>>;
    readonly send: Readonly<Partial<Record<Component, SentComponent>>>;
  };
}

/** What the enabled components of a policy have one another do, as bits of `AMONG`. */
export function amongOf(plan: Plan, worked: readonly WorkedComponent[]): number {
  let among = worked[plan.taxSettings]?.used[0] ? AMONG.taxSettings : 0;
  for (const index of plan.signing) {
    const one = worked[index];
    if (!one?.used[0]) continue;
    if (!one.used[one.plan.signIn]) among |= AMONG.signInKept;
    if (saysSignIn(one)) among |= AMONG.signInSaid;
  }
  return among;
}

/** What is sent of settled components, in the plan's order. */
export function sendOf(plan: Plan, settled: readonly SettledComponent[]) {
  const send: Partial<Record<Component, SentComponent>> = {};
  for (let index = 0; index < settled.length; index += 1) {
    const sent = settled[index]?.send;
    if (sent) send[plan.components[index]?.component as Component] = sent;
  }
  return send;
}

/** All ceilings of settled components, in the plan's order. */
export function ceilingsOf(settled: readonly SettledComponent[]): Ceiling[] {
  const ceilings: Ceiling[] = [];
  for (const { ceilings: own } of settled) if (own.length > 0) ceilings.push(...own);
  return ceilings;
}

/** Advice about settings of cells that the installation does not have. */
export const adviceOnUnknown = ({ preview }: Plan, unknown: readonly string[]): Advice[] =>
  unknown.length > 0 ? adviseOfUnoffered(unknown, preview) : [];

/** All advice about settled components, and about settings that the installation has no cell for. */
export function adviceOf(
  plan: Plan,
  settled: readonly SettledComponent[],
  unknown: readonly string[],
): Advice[] {
  const advice: Advice[] = [];
  for (const { advice: own } of settled) if (own.length > 0) advice.push(...own);
  advice.push(...adviceOnUnknown(plan, unknown));
  return advice;
}

function make(compiled: CompiledTemplate, traits: number): SharedPolicy {
  const { plan, unknown } = compiled;
  const worked = plan.components.map((_, index) => workedOf(compiled, index, traits));
  const among = amongOf(plan, worked);
  const settled = worked.map((one) => settle(one, among));
  const components: Partial<Record<Component, ComponentPolicy>> = {};
  settled.forEach(({ policy }, index) => {
    components[plan.components[index]?.component as Component] = policy;
  });
  const send = sendOf(plan, settled);
  const parts: PolicyParts = {
    components: { ...components } as ComponentPolicies,
    ceilings: ceilingsOf(settled),
    advice: adviceOf(plan, settled, unknown),
    send: { ...send } as Send,
  };
  if (compiled.shared) rememberAnswers(deepFreeze(parts).send);
  return { worked, settled, among, parts, loose: { components, send } };
}

/** The policy of a class of traits by the chain alone, worked out once. */
export function sharedPolicy(compiled: CompiledTemplate, traits: number): SharedPolicy {
  const known = compiled.policies[traits];
  if (known) return known;
  const made = make(compiled, traits);
  compiled.policies[traits] = made;
  return made;
}
