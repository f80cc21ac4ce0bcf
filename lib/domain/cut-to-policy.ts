import type { Asked } from './asked';
import {
  AUTHENTICATION,
  appFeature,
  componentEntry,
  type Feature,
  featuresOf,
  type GaComponent,
  type GaFeature,
  hasApps,
  isPreviewComponent,
  type PreviewComponent,
} from './catalog';
import { lacksCapability, limitFeature } from './ceiling';
import { type Cell, cellOf } from './cells';
import { stripeDefault } from './defaults';
import { AppError } from './errors';
import { bracketed } from './form-shape';
import type { ResolvedPolicy, Send } from './policy';
import { type Answer, predict } from './predict';
import { appsIn } from './send';
import { refusedAsByStripe } from './stripe-refusals';
import type { Traits } from './traits';

/** A request cut down to a policy. */
export interface Cut {
  send: Send;
  /** What was asked for and is not given: a component, or a feature of one that is given. */
  cells: Cell[];
}

const gaFeaturesOf = (component: GaComponent) => featuresOf(component) as readonly GaFeature[];

const entriesOf = (asked: Asked) =>
  Object.entries(asked).filter(([name]) => !isPreviewComponent(name)) as [
    GaComponent,
    NonNullable<Asked[GaComponent]>,
  ][];

/** The preview components that are asked for, with their apps. */
const previewsOf = (asked: Asked) =>
  (Object.entries(asked) as [PreviewComponent, NonNullable<Asked[PreviewComponent]>][]).filter(
    ([name, { enabled }]) => isPreviewComponent(name) && enabled,
  );

/** The components that are asked for; `enabled=false` says as little as leaving one out. */
function enabledOf(asked: Asked): Send {
  return Object.fromEntries(
    entriesOf(asked).flatMap(([name, { enabled, features }]) =>
      enabled ? [[name, { enabled, features }]] : [],
    ),
  );
}

function refuseComponent(component: GaComponent, asked: Asked[GaComponent], traits: Traits): void {
  if (asked?.enabled && lacksCapability(component, traits)) {
    throw refusedAsByStripe(
      `The \`${component}\` component cannot be enabled for this account: its \`${componentEntry(component).capability}\` capability is not active.`,
      { param: bracketed(['components', component, 'enabled']) },
    );
  }
  const said: Readonly<Partial<Record<Feature, boolean>>> = asked?.features ?? {};
  const sibling = (feature: Feature) =>
    said[feature] ?? stripeDefault(component, feature, traits, () => false);
  for (const [name, wanted] of Object.entries(said)) {
    const limited = limitFeature(component, name as Feature, wanted, traits, sibling);
    if (!limited) continue;
    const param = bracketed(['components', component, 'features', name]);
    const condition =
      limited.code === 'dispute_management_off'
        ? 'when `dispute_management` is true on the same component'
        : 'for accounts where `controller[requirement_collection]` is `application`';
    throw refusedAsByStripe(`\`${param}\` can only be ${wanted} ${condition}.`, { param });
  }
}

/**
 * Refuses what Stripe itself would refuse, in its own words: a component without its capability, a
 * value that the account does not permit, components that differ in Stripe's sign-in.
 */
function refuseAsStripe(asked: Asked, answer: Answer, traits: Traits): void {
  for (const [component, says] of entriesOf(asked)) refuseComponent(component, says, traits);
  const signIn = Object.keys(enabledOf(asked)).flatMap((name) => {
    const value = answer[name]?.features[AUTHENTICATION];
    return value === undefined ? [] : [{ name, value }];
  });
  const [first] = signIn;
  const other = signIn.find(({ value }) => value !== first?.value);
  if (!first || !other) return;
  throw refusedAsByStripe(
    `The \`features[${AUTHENTICATION}]\` property specified by \`${first.name}\` and \`${other.name}\` must be the same.`,
    {},
  );
}

interface Sides {
  policy: Pick<ResolvedPolicy, 'send'>;
  asked: Asked;
  traits: Traits;
}

/** Both sides as Stripe would answer them, defaults and all. */
function answersOf({ policy, asked, traits }: Sides) {
  return { permitted: predict(policy.send, traits), wanted: predict(enabledOf(asked), traits) };
}

/** The features to say: those that either side says, and those whose default would be another value. */
function featuresToSay(component: GaComponent, used: Record<string, boolean>, sides: Sides) {
  const { policy, asked, traits } = sides;
  return gaFeaturesOf(component).filter(
    (feature) =>
      asked[component]?.features[feature] !== undefined ||
      policy.send[component]?.features?.[feature] !== undefined ||
      stripeDefault(component, feature, traits, (other) => used[other] ?? false) !== used[feature],
  );
}

function sendOf(used: ReadonlyMap<GaComponent, Record<string, boolean>>, sides: Sides): Send {
  const said = new Map(
    [...used].map(([name, values]) => [name, new Set(featuresToSay(name, values, sides))]),
  );
  // As soon as one component says it, all that have it do, or defaults could differ.
  const saySignIn = [...said.values()].some((features) => features.has(AUTHENTICATION));
  const send: Send = {};
  for (const [name, values] of used) {
    const features = gaFeaturesOf(name)
      .filter((f) => said.get(name)?.has(f) || (saySignIn && f === AUTHENTICATION))
      .map((feature) => [feature, values[feature] ?? false]);
    send[name] = {
      enabled: true,
      ...(features.length > 0 && { features: Object.fromEntries(features) }),
    };
  }
  return send;
}

/** Throws `no_component_enabled` with the reason why nothing is left. */
function requireSome(send: Send, { policy, asked }: Sides): void {
  if (Object.keys(send).length > 0) return;
  const names = [...Object.keys(enabledOf(asked)), ...previewsOf(asked).map(([name]) => name)];
  let why = `The policy of this account switches off all that was asked for: ${names.join(', ')}. Have the policy changed.`;
  if (names.length === 0) why = 'No component is asked for: every one has enabled=false.';
  else if (Object.keys(policy.send).length === 0) {
    why =
      'The policy of this account enables no component, so there is no session to create. Enable one in its template or with an override.';
  }
  throw new AppError('no_component_enabled', why, { members: { components: names } });
}

/** The same of preview components: of a list of apps, those that the policy has on are left. */
function cutPreviews({ policy, asked }: Sides): Cut {
  const send: Send = {};
  const cells: Cell[] = [];
  for (const [component, { apps }] of previewsOf(asked)) {
    const permitted = appsIn(policy.send, component);
    const left = apps.filter((app) => permitted.includes(app));
    if (!policy.send[component] || (hasApps(component) && left.length === 0)) {
      cells.push(cellOf(component));
      continue;
    }
    const cut = apps.filter((app) => !left.includes(app));
    cells.push(...cut.map((app) => cellOf(component, appFeature(app))));
    send[component] = {
      enabled: true,
      ...(left.length > 0 && { features: { allowed_apps: left } }),
    };
  }
  return { send, cells };
}

/**
 * Cuts a request in Stripe's own form down to a policy. Each cell that is on is on in the policy's
 * own mint, and in what Stripe would answer to the request: what neither says has Stripe's default.
 * So the session is as wide as both sides permit, and no wider; and Stripe accepts it.
 * Throws `invalid_request`, worded as Stripe words it, for what Stripe itself would refuse, and
 * `no_component_enabled` where nothing is left.
 */
export function cutToPolicy(sides: Sides): Cut {
  const { permitted, wanted } = answersOf(sides);
  refuseAsStripe(sides.asked, wanted, sides.traits);
  const used = new Map<GaComponent, Record<string, boolean>>();
  const cells: Cell[] = [];
  for (const component of Object.keys(enabledOf(sides.asked)) as GaComponent[]) {
    if (!permitted[component]?.enabled) {
      cells.push(cellOf(component));
      continue;
    }
    const values: Record<string, boolean> = {};
    for (const feature of gaFeaturesOf(component)) {
      const asked = wanted[component]?.features[feature] ?? false;
      values[feature] = asked && (permitted[component].features[feature] ?? false);
      if (values[feature] !== asked) cells.push(cellOf(component, feature));
    }
    used.set(component, values);
  }
  const previews = cutPreviews(sides);
  const send = { ...sendOf(used, sides), ...previews.send };
  requireSome(send, sides);
  return { send, cells: [...cells, ...previews.cells] };
}
