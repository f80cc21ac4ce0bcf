import { type CompiledTemplate, compileOnce } from './compiled';
import { isoTime } from './iso-time';
import { type OwnDecision, ownDecision } from './own-decision';
import { ownParts, ownPolicy } from './own-policy';
import type { PolicyInput, ResolvedPolicy } from './policy';
import { sharedPolicy } from './shared-policy';
import { traitsClass } from './traits-class';

export { isInForce } from './policy';

/** What decides one account's policy beside the chain of its template. */
export type AccountInput = Omit<PolicyInput, 'templates' | 'preview'>;

/**
 * The policy of one account at one moment, from its template's chain made ready. What accounts of its
 * kind have in common is frozen and shared by all of them.
 */
export function resolveWith(compiled: CompiledTemplate, input: AccountInput): ResolvedPolicy {
  const { account, at, assignedBy, overrides } = input;
  const traits = traitsClass(input.traits);
  const shared = sharedPolicy(compiled, traits);
  const own = ownPolicy(compiled, shared, traits, overrides, at);
  const { components, ceilings, advice, send } = own ? ownParts(own) : shared.parts;
  return {
    account,
    at: isoTime(at),
    template: compiled.assigned[assignedBy],
    components,
    ceilings,
    advice,
    send,
  };
}

/** What a mint needs of a policy. */
export interface SendDecision extends OwnDecision {
  readonly template: { readonly key: string; readonly revision: number };
}

/** What a mint sends for an account, and the cells that the ceiling changed: as `resolveWith` has it. */
export function decideSend(
  compiled: CompiledTemplate,
  { traits, overrides, at }: Pick<AccountInput, 'traits' | 'overrides' | 'at'>,
): SendDecision {
  const number = traitsClass(traits);
  const shared = sharedPolicy(compiled, number);
  const { send, ceilings } =
    overrides.length > 0 ? ownDecision(compiled, shared, number, overrides, at) : shared.parts;
  return { template: compiled.template, send, ceilings };
}

/**
 * The policy of one account at one moment: for every cell its value, the layer that decided it,
 * the layers that lost and what the ceiling changed. Pure and deterministic; the same function
 * serves mints, previews, the API and tests. Preview components are in it only where the input says
 * that the installation has opted in to them. Who resolves many accounts of one template makes its
 * chain ready once and uses `resolveWith`.
 */
export function resolve(input: PolicyInput): ResolvedPolicy {
  return resolveWith(compileOnce(input.templates, input.preview), input);
}
