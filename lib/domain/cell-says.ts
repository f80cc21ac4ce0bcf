import type { CeilingCode } from './ceiling';
import type { Decision, LayerSays } from './policy';

/** What the layers above Stripe's default say of a cell, and what that came to so far. */
export interface CellSays {
  /** Highest first. */
  readonly says: readonly LayerSays[];
  /** Whether other accounts have the same, so that nothing made of it may be altered. */
  readonly shared: boolean;
  /** By what the default, the ceiling and the value are: there are not more than `SLOTS`. */
  readonly decisions: (Decision | undefined)[];
}

const BY_DEFAULT = [false, true].map(
  (value): LayerSays => Object.freeze({ layer: 'stripe_default', value }),
) as [LayerSays, LayerSays];

const REASONS: Readonly<Record<CeilingCode, number>> = {
  capability_missing: 1,
  requirement_collection_not_application: 2,
  dispute_management_off: 3,
  authentication_must_match: 4,
};

/** What templates say of a cell, for one account alone or for others as well. */
export const saidByTemplates = (says: readonly LayerSays[], shared: boolean): CellSays => ({
  says,
  shared,
  decisions: [],
});

/** Of a cell of which no layer says anything. */
export const SILENT: CellSays = saidByTemplates([], true);

/** The same words with an override's above them, for one account alone. */
export const overridden = (override: LayerSays, { says }: CellSays): CellSays => ({
  says: [override, ...says],
  shared: false,
  decisions: [],
});

function make(
  { says, shared }: CellSays,
  byDefault: boolean,
  code: CeilingCode | null,
  used: boolean,
): Decision {
  const fallback = BY_DEFAULT[byDefault ? 1 : 0];
  const [first] = says;
  const lost = code === null ? says.slice(1) : says.slice();
  if (code !== null || first) lost.push(fallback);
  const decision: Decision =
    code === null
      ? { ...(first ?? fallback), lost }
      : { layer: 'ceiling', value: used, code, lost };
  if (shared) {
    Object.freeze(lost);
    Object.freeze(decision);
  }
  return decision;
}

/** The decision about a cell, given what Stripe's default and the ceiling make of it. */
export function decide(
  cell: CellSays,
  byDefault: boolean,
  code: CeilingCode | null,
  used: boolean,
): Decision {
  const reason = code === null ? 0 : REASONS[code];
  const slot = reason * 4 + (byDefault ? 2 : 0) + (used ? 1 : 0);
  const known = cell.decisions[slot];
  if (known !== undefined) return known;
  const made = make(cell, byDefault, code, used);
  cell.decisions[slot] = made;
  return made;
}
