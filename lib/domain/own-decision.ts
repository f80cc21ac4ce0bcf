import type { CompiledTemplate } from './compiled';
import { deepFreeze } from './deep-freeze';
import { rememberAnswers } from './kept-answers';
import { ownCeilings, ownPolicy, ownSend } from './own-policy';
import { type Ceiling, isInForce, type OverrideLayer, type Send } from './policy';
import type { SharedPolicy } from './shared-policy';

/** What of an account's policy a mint needs. */
export interface OwnDecision {
  readonly send: Readonly<Send>;
  readonly ceilings: readonly Ceiling[];
}

/** Decisions that are kept, of all templates together: some 20 MB at most. */
const MOST_KEPT = 20_000;

let kept = new WeakMap<SharedPolicy, Map<string, OwnDecision>>();
let keptCount = 0;

/**
 * Which cells overrides in force have on and off: of an account's overrides, all that a mint depends
 * upon. Who decided them, until when and why shows in the policy alone.
 */
function shapeOf(overrides: readonly OverrideLayer[], at: Date): string {
  let shape = '';
  for (const override of overrides) {
    if (isInForce(override, at)) shape += (override.setting === 'on' ? '+' : '-') + override.cell;
  }
  return shape;
}

function keep(shared: SharedPolicy, shape: string, decision: OwnDecision): void {
  if (keptCount >= MOST_KEPT) {
    kept = new WeakMap();
    keptCount = 0;
  }
  const ofShared = kept.get(shared) ?? new Map<string, OwnDecision>();
  kept.set(shared, ofShared.set(shape, decision));
  keptCount += 1;
  rememberAnswers(deepFreeze(decision).send);
}

/**
 * What a mint sends for an account with overrides, and the cells that the ceiling changed. It is
 * worked out once for all accounts of a class whose overrides have the same cells on and off.
 */
export function ownDecision(
  compiled: CompiledTemplate,
  shared: SharedPolicy,
  traits: number,
  overrides: readonly OverrideLayer[],
  at: Date,
): OwnDecision {
  const shape = shapeOf(overrides, at);
  if (shape === '') return shared.parts;
  const known = kept.get(shared)?.get(shape);
  if (known) return known;
  const own = ownPolicy(compiled, shared, traits, overrides, at);
  if (!own) return shared.parts;
  const decision = { send: ownSend(own), ceilings: ownCeilings(own) };
  if (compiled.shared) keep(shared, shape, decision);
  return decision;
}
