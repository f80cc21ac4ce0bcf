import { type Cell, type CellRef, cellsOf } from './cells';
import { decisionOf, type PolicyInput, type ResolvedPolicy } from './policy';
import { resolve } from './resolve';
import type { Traits } from './traits';

/** The traits that differ between two states of an account, as they were and as they are. */
export interface TraitsChange {
  before: Partial<Traits>;
  after: Partial<Traits>;
}

type Capabilities = Traits['capabilities'];

/** The capabilities of one side that the other has not, or has in another state. */
const differing = (of: Capabilities, other: Capabilities): Capabilities =>
  Object.fromEntries(
    Object.entries(of).filter(
      ([name, status]) => !Object.hasOwn(other, name) || other[name] !== status,
    ),
  );

/**
 * What Stripe says differently of an account: the traits that differ, of capabilities only those that
 * do. Tags are the platform's own and left out. Null where all is the same.
 */
export function changedTraits(before: Traits, after: Traits): TraitsChange | null {
  const change = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
  for (const name of Object.keys(after) as (keyof Traits)[]) {
    if (name === 'tags' || name === 'capabilities' || before[name] === after[name]) continue;
    change.before[name] = before[name];
    change.after[name] = after[name];
  }
  const [lost, gained] = [
    differing(before.capabilities, after.capabilities),
    differing(after.capabilities, before.capabilities),
  ];
  if (Object.keys({ ...lost, ...gained }).length > 0) {
    change.before.capabilities = lost;
    change.after.capabilities = gained;
  }
  return Object.keys(change.after).length > 0 ? change : null;
}

/** A cell that came to another value. */
export interface FlippedCell {
  cell: Cell;
  before: boolean;
  after: boolean;
}

/** What a merchant has of a cell: a feature of a disabled component is off, whatever it says. */
function inEffect(policy: ResolvedPolicy, { component, feature }: CellRef): boolean {
  const on = (of: typeof feature) => decisionOf(policy, component, of)?.value ?? false;
  return on(null) && (feature === null || on(feature));
}

/** The cells that come to another value for the merchant where what decides them becomes another. */
export function flippedCells(before: PolicyInput, after: PolicyInput): FlippedCell[] {
  const [was, is] = [resolve(before), resolve(after)];
  return cellsOf(is.components).flatMap((ref) => {
    const [from, to] = [inEffect(was, ref), inEffect(is, ref)];
    return from === to ? [] : [{ cell: ref.cell, before: from, after: to }];
  });
}
