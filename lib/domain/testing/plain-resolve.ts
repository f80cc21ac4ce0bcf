import {
  AUTHENTICATION,
  type Component,
  componentsWith,
  type Feature,
  featuresOf,
  type Preview,
} from '../catalog';
import { type CeilingCode, ceilingMessage, lacksCapability, limitFeature } from '../ceiling';
import { type Cell, cellOf } from '../cells';
import { stripeDefault, workingOrder } from '../defaults';
import type {
  Ceiling,
  ComponentPolicies,
  ComponentPolicy,
  Decision,
  LayerSays,
  PolicyInput,
  ResolvedPolicy,
} from '../policy';
import { isInForce } from '../policy';
import { adviseOfUnoffered } from '../preview-advice';
import { plainAdvice, plainSend } from './plain-send';

/** A cell on its way: what the layers say of it, highest first, and what the ceiling makes of it. */
interface Working {
  says: [LayerSays, ...LayerSays[]];
  used: boolean;
  code: CeilingCode | null;
}

interface WorkingComponent {
  enabled: Working;
  features: Map<Feature, Working>;
}

interface Layers {
  of: (cell: Cell) => LayerSays[];
  /** Cells that they say and nobody asked for, if there are any. */
  left: () => readonly string[];
}

/** Reads the deciding layers of a cell off the input: override, assigned template, its ancestors. */
function layersReader({ overrides, templates, at }: PolicyInput): Layers {
  const inForce = new Map(
    overrides.filter((override) => isInForce(override, at)).map((o) => [o.cell, o]),
  );
  let read = 0;
  const of = (cell: Cell) => {
    const says: LayerSays[] = [];
    const override = inForce.get(cell);
    if (override) {
      says.push({
        layer: 'override',
        value: override.setting === 'on',
        note: override.note,
        expiresAt: override.expiresAt?.toISOString() ?? null,
        decidedAt: override.decidedAt.toISOString(),
        changeId: override.changeId,
      });
    }
    for (const { key, revision, settings } of templates) {
      const setting = settings[cell];
      if (setting) {
        says.push({ layer: 'template', value: setting === 'on', template: key, revision });
      }
    }
    read += says.length;
    return says;
  };
  const left = () => {
    const said = templates.map(({ settings }) => Object.keys(settings));
    const all = said.reduce((sum, cells) => sum + cells.length, inForce.size);
    return all === read ? [] : [...inForce.keys(), ...said.flat()];
  };
  return { of, left };
}

function working(says: LayerSays[], byDefault: boolean): Working {
  const [first, ...rest] = says;
  const fallback: LayerSays = { layer: 'stripe_default', value: byDefault };
  return {
    says: first ? [first, ...rest, fallback] : [fallback],
    used: (first ?? fallback).value,
    code: null,
  };
}

function limit(cell: Working, used: boolean, code: CeilingCode): void {
  if (cell.used === used) return;
  cell.used = used;
  cell.code = code;
}

function workOut(
  component: Component,
  { traits, preview }: PolicyInput,
  layersOf: Layers['of'],
): WorkingComponent {
  const enabled = working(layersOf(cellOf(component)), false);
  const features = new Map<Feature, Working>();
  const sibling = (feature: Feature) => features.get(feature)?.used ?? false;
  for (const feature of workingOrder(component, preview)) {
    const cell = working(
      layersOf(cellOf(component, feature)),
      stripeDefault(component, feature, traits, sibling),
    );
    const limited = limitFeature(component, feature, cell.used, traits, sibling);
    if (limited) limit(cell, limited.used, limited.code);
    features.set(feature, cell);
  }
  if (lacksCapability(component, traits)) {
    for (const cell of [enabled, ...features.values()]) {
      cell.used = cell.says[0].value;
      cell.code = null;
      limit(cell, false, 'capability_missing');
    }
  }
  return { enabled, features };
}

/**
 * Stripe refuses a session whose components differ in `disable_stripe_user_authentication`.
 * Where the enabled ones differ, false wins: the merchant signs in once more rather than not at all.
 */
function agreeOnAuthentication(components: ReadonlyMap<Component, WorkingComponent>): void {
  const cells = [...components.values()]
    .filter(({ enabled }) => enabled.used)
    .flatMap(({ features }) => features.get(AUTHENTICATION) ?? []);
  if (cells.every((cell) => cell.used)) return;
  for (const cell of cells) limit(cell, false, 'authentication_must_match');
}

function decision({ says, used, code }: Working): Decision {
  if (code !== null) return { layer: 'ceiling', value: used, code, lost: says };
  const [won, ...lost] = says;
  return { ...won, lost };
}

function ceilingsOf(
  components: ReadonlyMap<Component, WorkingComponent>,
  preview: Preview | null | undefined,
): Ceiling[] {
  const ceilings: Ceiling[] = [];
  for (const [component, { enabled, features }] of components) {
    const cells: [Feature | null, Working][] = [[null, enabled]];
    for (const feature of featuresOf(component, preview)) {
      const cell = features.get(feature);
      if (cell) cells.push([feature, cell]);
    }
    for (const [feature, { says, used, code }] of cells) {
      if (code === null) continue;
      ceilings.push({
        cell: cellOf(component, feature),
        wanted: says[0].value,
        used,
        code,
        message: ceilingMessage(component, code),
      });
    }
  }
  return ceilings;
}

/**
 * What `resolve` has to give: the same worked out afresh each time, cell by cell, with nothing kept
 * or shared, so that a mistake in what is kept shows.
 */
export function plainResolve(input: PolicyInput): ResolvedPolicy {
  const { preview } = input;
  const layers = layersReader(input);
  const worked = new Map(
    componentsWith(preview).map((component) => [component, workOut(component, input, layers.of)]),
  );
  agreeOnAuthentication(worked);

  const components = Object.fromEntries(
    [...worked].map(([component, { enabled, features }]): [Component, ComponentPolicy] => [
      component,
      {
        enabled: decision(enabled),
        features: Object.fromEntries(
          featuresOf(component, preview).flatMap((feature) => {
            const cell = features.get(feature);
            return cell ? [[feature, decision(cell)]] : [];
          }),
        ),
      },
    ]),
  ) as ComponentPolicies;

  const [assigned] = input.templates;
  return {
    account: input.account,
    at: input.at.toISOString(),
    template: { key: assigned.key, revision: assigned.revision, by: input.assignedBy },
    components,
    ceilings: ceilingsOf(worked, preview),
    advice: [
      ...plainAdvice(components, input.traits),
      ...adviseOfUnoffered(layers.left(), preview),
    ],
    send: plainSend(components),
  };
}
