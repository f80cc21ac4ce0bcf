import type { Component } from './catalog';
import { type CellSays, overridden } from './cell-says';
import { type CompiledTemplate, saidOf } from './compiled';
import { isoTime } from './iso-time';
import {
  type Advice,
  type Ceiling,
  type ComponentPolicies,
  type ComponentPolicy,
  isInForce,
  type OverrideLayer,
  type Send,
} from './policy';
import { type SettledComponent, settle } from './settled-component';
import {
  adviceOf,
  amongOf,
  ceilingsOf,
  type PolicyParts,
  type SharedPolicy,
  sendOf,
} from './shared-policy';
import { standIn } from './traits-class';
import { type WorkedComponent, workOut } from './worked-component';

/** The policy of one account with overrides, as far as it is another one than that of its class. */
export interface OwnPolicy {
  readonly compiled: CompiledTemplate;
  readonly shared: SharedPolicy;
  readonly settled: readonly SettledComponent[];
  /** Cells of its overrides that the installation does not have. */
  readonly unknown: readonly string[];
}

const layerOf = ({ setting, note, expiresAt, decidedAt, changeId }: OverrideLayer) =>
  ({
    layer: 'override',
    value: setting === 'on',
    note,
    expiresAt: expiresAt === null ? null : isoTime(expiresAt),
    decidedAt: isoTime(decidedAt),
    changeId,
  }) as const;

/** The cells of the components that overrides in force touch, by component. */
function touchedBy(compiled: CompiledTemplate, overrides: readonly OverrideLayer[], at: Date) {
  const touched = new Map<number, CellSays[]>();
  const unknown: string[] = [];
  for (const override of overrides) {
    if (!isInForce(override, at)) continue;
    const where = compiled.plan.places.get(override.cell);
    if (!where) {
      unknown.push(override.cell);
      continue;
    }
    const [index, place] = where;
    const said = saidOf(compiled, index);
    const below = said[place];
    if (!below) continue;
    const cells = touched.get(index) ?? said.slice();
    cells[place] = overridden(layerOf(override), below);
    touched.set(index, cells);
  }
  return { touched, unknown };
}

/**
 * Reworks what an account's overrides in force touch of the policy of its class, and what heeds that;
 * null where they touch nothing, and so the account has the policy of its class.
 */
export function ownPolicy(
  compiled: CompiledTemplate,
  shared: SharedPolicy,
  traits: number,
  overrides: readonly OverrideLayer[],
  at: Date,
): OwnPolicy | null {
  if (overrides.length === 0) return null;
  const { touched, unknown } = touchedBy(compiled, overrides, at);
  if (touched.size === 0 && unknown.length === 0) return null;
  const { plan } = compiled;
  const worked: WorkedComponent[] = shared.worked.slice();
  for (const [index, cells] of touched) {
    const component = plan.components[index];
    if (component) worked[index] = workOut(component, standIn(traits), cells, false);
  }
  const among = amongOf(plan, worked);
  const settled = shared.settled.slice();
  for (let index = 0; index < worked.length; index += 1) {
    const one = worked[index] as WorkedComponent;
    const moved = one.plan.heeds & (among ^ shared.among);
    if (moved !== 0 || one !== shared.worked[index]) settled[index] = settle(one, among);
  }
  return { compiled, shared, settled, unknown };
}

/** The cells that the ceiling changed. */
export const ownCeilings = ({ settled }: OwnPolicy): Ceiling[] => ceilingsOf(settled);

/** Cells of its layers that the installation does not have. */
export const unknownTo = ({ compiled, unknown }: OwnPolicy): readonly string[] =>
  unknown.length > 0 ? [...unknown, ...compiled.unknown] : compiled.unknown;

/** Advice about its components, and about settings that the installation has no cell for. */
export const ownAdvice = (own: OwnPolicy): Advice[] =>
  adviceOf(own.compiled.plan, own.settled, unknownTo(own));

/** What a mint sends. */
export function ownSend({ compiled: { plan }, shared, settled }: OwnPolicy): Send {
  const send: Partial<Record<Component, SettledComponent['send']>> = { ...shared.loose.send };
  for (let index = 0; index < settled.length; index += 1) {
    const [one, before] = [settled[index], shared.settled[index]];
    if (one === before || !one || !before) continue;
    // Another component comes in at its place of the order, or one goes: then all is put in anew.
    if ((one.send === null) !== (before.send === null)) return sendOf(plan, settled) as Send;
    if (one.send) send[plan.components[index]?.component as Component] = one.send;
  }
  return send as Send;
}

/** All parts of the policy. */
export function ownParts(own: OwnPolicy): PolicyParts {
  const { compiled, shared, settled } = own;
  const { plan } = compiled;
  const components: Partial<Record<Component, ComponentPolicy>> = { ...shared.loose.components };
  for (let index = 0; index < settled.length; index += 1) {
    const one = settled[index];
    if (!one || one === shared.settled[index]) continue;
    components[plan.components[index]?.component as Component] = one.policy;
  }
  return {
    components: components as ComponentPolicies,
    ceilings: ownCeilings(own),
    advice: ownAdvice(own),
    send: ownSend(own),
  };
}
