import { type CeilingTraits, inputOfClass } from './account-class';
import { canonical } from './canonical';
import { CELLS, type Cell, type CellRef } from './cells';
import { type Decision, decisionOf, type ResolvedPolicy, type TemplateLayer } from './policy';
import { resolve } from './resolve';
import type { DecidedSetting } from './settings';
import type { TemplateState } from './state';
import { chainOf } from './template-use';

/** One side of a change for a class of accounts: the template they have, their overrides in force. */
export interface ClassSide {
  template: string;
  overrides: Readonly<Partial<Record<Cell, DecidedSetting>>>;
}

/** All accounts for which a change does the same: they agree in what decides on both sides. */
export interface AffectedClass {
  traits: CeilingTraits;
  accounts: number;
  before: ClassSide;
  after: ClassSide;
}

/** What a change does to one cell, in accounts. */
export interface CellImpact {
  cell: Cell;
  /** Accounts for which it comes to be on, and off. */
  on: number;
  off: number;
  /** Accounts whose template changes its mind, and that stay as they were all the same. */
  shieldedByOverride: number;
  shieldedByCeiling: number;
}

/** How far a change reaches. */
export interface Impact {
  /** Accounts whose layers the change touches: their own, their template's or their rules'. */
  accounts: number;
  /** Of these, the accounts for which at least one cell comes to another value. */
  flipping: number;
  /** The cells that are on another value for some account, or would be but for a shield. */
  cells: CellImpact[];
}

type Templates = ReadonlyMap<string, TemplateState>;

/** Overrides are given as in force and without an expiry, so that any moment will do. */
const ANY_MOMENT = new Date(0);

function resolveSide(templates: Templates, traits: CeilingTraits, side: ClassSide): ResolvedPolicy {
  const chain: TemplateLayer[] = chainOf(templates, side.template);
  const [first, ...rest] = chain;
  if (!first) throw new Error(`There is no template "${side.template}" to resolve.`);
  const one = { ...side, traits, accounts: 1 };
  return resolve(inputOfClass(one, [first, ...rest], ANY_MOMENT));
}

/** Resolves each side of each class once, however many classes share it. */
function resolver(
  templates: Templates,
): (traits: CeilingTraits, side: ClassSide) => ResolvedPolicy {
  const known = new Map<string, ResolvedPolicy>();
  return (traits, side) => {
    const key = canonical([traits, side.template, side.overrides]);
    const policy = known.get(key) ?? resolveSide(templates, traits, side);
    known.set(key, policy);
    return policy;
  };
}

/** The policies of a class on both sides, as they are and as they were without overrides. */
interface Policies {
  before: ResolvedPolicy;
  after: ResolvedPolicy;
  bareBefore: ResolvedPolicy;
  bareAfter: ResolvedPolicy;
}

function decided(policy: ResolvedPolicy, { cell, component, feature }: CellRef): Decision {
  const decision = decisionOf(policy, component, feature);
  if (!decision) throw new Error(`Nothing decides ${cell}.`);
  return decision;
}

/** What the layers want of a cell, whether or not the ceiling had its way. */
function wanted(policy: ResolvedPolicy, ref: CellRef): boolean | undefined {
  const decision = decided(policy, ref);
  return decision.layer === 'ceiling' ? decision.lost[0]?.value : decision.value;
}

type Fate = Exclude<keyof CellImpact, 'cell'>;

/**
 * What becomes of a cell, null for nothing. The ceiling is the shield only where no override of the
 * cell stands before it; an override of another cell can be one, because defaults follow siblings.
 */
function fateOf(policies: Policies, ref: CellRef, overridden: boolean): Fate | null {
  const [before, after] = [decided(policies.before, ref), decided(policies.after, ref)];
  if (before.value !== after.value) return after.value ? 'on' : 'off';
  if (wanted(policies.bareBefore, ref) === wanted(policies.bareAfter, ref)) return null;
  const limited = before.layer === 'ceiling' || after.layer === 'ceiling';
  return limited && !overridden ? 'shieldedByCeiling' : 'shieldedByOverride';
}

const noImpactOn = (cell: Cell): CellImpact => ({
  cell,
  on: 0,
  off: 0,
  shieldedByOverride: 0,
  shieldedByCeiling: 0,
});

/**
 * What a change does to the accounts that it touches, by classes, so that the work grows with the
 * number of classes and not of accounts. Gives what resolving every account by itself would give.
 */
export function impactOf(
  classes: readonly AffectedClass[],
  templates: { before: Templates; after: Templates },
): Impact {
  const resolveBefore = resolver(templates.before);
  const resolveAfter = resolver(templates.after);
  const cells = new Map<Cell, CellImpact>();
  let flipping = 0;
  for (const { traits, accounts, before, after } of classes) {
    const bare = (side: ClassSide): ClassSide => ({ template: side.template, overrides: {} });
    const policies = {
      before: resolveBefore(traits, before),
      after: resolveAfter(traits, after),
      bareBefore: resolveBefore(traits, bare(before)),
      bareAfter: resolveAfter(traits, bare(after)),
    };
    let flips = false;
    for (const ref of CELLS) {
      const { cell } = ref;
      const overridden = Boolean(before.overrides[cell] ?? after.overrides[cell]);
      const fate = fateOf(policies, ref, overridden);
      if (fate === null) continue;
      flips ||= fate === 'on' || fate === 'off';
      const counted = cells.get(cell) ?? noImpactOn(cell);
      counted[fate] += accounts;
      cells.set(cell, counted);
    }
    if (flips) flipping += accounts;
  }
  return {
    accounts: classes.reduce((sum, { accounts }) => sum + accounts, 0),
    flipping,
    cells: CELLS.flatMap(({ cell }) => cells.get(cell) ?? []),
  };
}
