import type { CellView, CellViews, LayerView } from './cell-view';
import { type Cell, type CellRef, cellsOf } from './cells';
import {
  type Decision,
  decisionOf,
  type LayerSays,
  type PolicyInput,
  type ResolvedPolicy,
} from './policy';
import type { Setting } from './settings';
import type { OverrideView } from './views';

/** A resolved policy with the names and facts that its input does not hold. */
export interface AccountCellsInput {
  input: PolicyInput;
  policy: ResolvedPolicy;
  saved: ResolvedPolicy;
  /** Template names by key. */
  names: ReadonlyMap<string, string>;
  /** The account's overrides as they are saved, by cell. */
  overrides: ReadonlyMap<Cell, OverrideView>;
  /** Cells that the draft touches, even where their value stays. */
  touched: ReadonlySet<Cell>;
}

type Says = [LayerSays, ...LayerSays[]];

/** All that the layers say of a cell, highest first, whether or not the ceiling had its way. */
function saysOf(decision: Decision): Says {
  if (decision.layer === 'ceiling') return decision.lost as Says;
  const { lost, ...won } = decision;
  return [won, ...lost];
}

const settingOf = (says: Says): Setting => {
  const own = says.find(({ layer }) => layer === 'override');
  if (!own) return 'inherit';
  return own.value ? 'on' : 'off';
};

/** The matrix of one account: every cell with its value, its source and its layers. */
export function accountCells(given: AccountCellsInput): CellViews {
  const ceilings = new Map(given.policy.ceilings.map((c) => [c.cell, c]));
  const advice = new Map(given.policy.advice.map((a) => [a.cell, a.message]));
  const nameOf = (says: LayerSays) => {
    if (says.layer === 'override') return 'Override';
    if (says.layer === 'stripe_default') return 'Stripe';
    return given.names.get(says.template) ?? says.template;
  };
  return new Map(
    cellsOf(given.policy.components).flatMap((ref): [Cell, CellView][] => {
      const { cell, component, feature } = ref;
      const now = decisionOf(given.policy, component, feature);
      const before = decisionOf(given.saved, component, feature);
      if (!now || !before) return [];
      const says = saysOf(now);
      const [top] = says;
      const below = says.find(({ layer }) => layer !== 'override') ?? top;
      const limited = now.layer === 'ceiling';
      const was = { value: before.value, setting: settingOf(saysOf(before)) };
      const setting = settingOf(says);
      const changed = given.touched.has(cell) || was.value !== now.value || was.setting !== setting;
      const override = top.layer === 'override' ? top : null;
      return [
        [
          cell,
          {
            cell,
            component,
            feature,
            value: now.value,
            origin: limited ? 'limit' : override ? 'override' : 'inherited',
            source: limited ? 'Stripe’s limit' : nameOf(top),
            wanted: limited ? top.value : undefined,
            expiresAt: override?.expiresAt ?? null,
            setting,
            inherited: { value: below.value, source: nameOf(below) },
            was: changed ? was : null,
            dimmed: feature !== null && !decisionOf(given.policy, component, null)?.value,
            differs: setting !== 'inherit' && top.value !== below.value,
            layers: layersOf(given, ref, says, limited ? ceilings.get(cell)?.message : undefined),
            advice: advice.get(cell) ?? null,
          },
        ],
      ];
    }),
  );
}

function layersOf(
  given: AccountCellsInput,
  { cell, component, feature }: CellRef,
  says: Says,
  limit: string | undefined,
): LayerView[] {
  const [top] = says;
  const outcome = (layer: LayerSays | undefined): LayerView['outcome'] => {
    if (!layer) return 'silent';
    if (layer !== top) return 'lost';
    return limit === undefined ? 'won' : 'wanted';
  };
  const layers: LayerView[] = [];
  if (limit !== undefined) {
    const used = decisionOf(given.policy, component, feature)?.value;
    layers.push({
      kind: 'limit',
      title: 'Stripe’s limit',
      value: used,
      outcome: 'won',
      message: limit,
    });
  }
  const own = says.find((layer) => layer.layer === 'override');
  layers.push({
    kind: 'override',
    title: 'Override of this account',
    value: own?.value,
    outcome: outcome(own),
    ...(own?.layer === 'override' ? overrideFacts(given, cell, own) : expired(given, cell)),
  });
  for (const { key, revision } of given.input.templates) {
    const said = says.find((layer) => layer.layer === 'template' && layer.template === key);
    layers.push({
      kind: 'template',
      title: given.names.get(key) ?? key,
      value: said?.value,
      outcome: outcome(said),
      template: { key, revision },
    });
  }
  const fallback = says.at(-1);
  layers.push({
    kind: 'stripe',
    title: 'Stripe’s default',
    value: fallback?.value,
    outcome: outcome(fallback),
  });
  return layers;
}

function overrideFacts(
  given: AccountCellsInput,
  cell: Cell,
  own: Extract<LayerSays, { layer: 'override' }>,
): Partial<LayerView> {
  const facts: Partial<LayerView> = {
    ...(own.note !== null && { note: own.note }),
    ...(own.expiresAt !== null && { expiresAt: own.expiresAt }),
  };
  const saved = given.overrides.get(cell);
  if (!saved || saved.changeId !== own.changeId) return { ...facts, unsaved: true };
  return {
    ...facts,
    by: saved.by,
    at: saved.decidedAt,
    reason: saved.reason,
    changeId: saved.changeId,
  };
}

/** An override whose time is over still lies there; it says nothing any more. */
function expired(given: AccountCellsInput, cell: Cell): Partial<LayerView> {
  const saved = given.overrides.get(cell);
  if (!saved?.expiresAt || given.touched.has(cell)) return {};
  return { message: `An override to ${saved.setting} has expired.`, expiresAt: saved.expiresAt };
}
