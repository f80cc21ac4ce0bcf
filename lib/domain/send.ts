import {
  appFeature,
  appOf,
  type Component,
  type Feature,
  hasApps,
  isComponent,
  isPreviewComponent,
  type Preview,
  type PreviewComponent,
} from './catalog';
import { AppError, type InputError, invalid } from './errors';
import type { Send } from './policy';

/** Features as their cells have them: true or false, an app of a list like any other. */
export type Values = Readonly<Partial<Record<Feature, boolean>>>;

/** What a session says of one enabled component. */
export type SentComponent =
  | { enabled: true; features?: Values }
  | { enabled: true; features: { allowed_apps: readonly string[] } };

/**
 * What a session says of an enabled component, its features in Stripe's form. Apps become the list of
 * those that are on; null for a component that has apps and none of them on, because an empty list
 * vanishes on the way, and what Stripe makes of none could be more than the policy allows.
 */
export function sentComponent(component: Component, features: Values): SentComponent | null {
  if (hasApps(component)) {
    const on = Object.entries(features).flatMap(([name, value]) =>
      value ? (appOf(name) ?? []) : [],
    );
    return on.length > 0 ? { enabled: true, features: { allowed_apps: on } } : null;
  }
  return Object.keys(features).length > 0 ? { enabled: true, features } : { enabled: true };
}

/** The list of apps that is said of a preview component; empty where none is. */
export const appsIn = (send: Readonly<Send>, component: PreviewComponent): readonly string[] =>
  send[component]?.features?.allowed_apps ?? [];

/** What is said of a component's features, as their cells have them. */
export function valuesIn(send: Readonly<Send>, component: Component): Values {
  if (!isPreviewComponent(component)) return send[component]?.features ?? {};
  return Object.fromEntries(appsIn(send, component).map((app) => [appFeature(app), true]));
}

/** Whether a request has a part that Stripe knows only behind its beta header. */
export function hasPreview(send: Readonly<Send>): boolean {
  return Object.keys(send).some(isPreviewComponent);
}

/**
 * Cuts what would be sent down to the components that were asked for; `undefined` asks for all.
 * Throws `invalid_request` for a name outside the catalog or a repeated one,
 * `no_component_enabled` where the policy enables nothing at all, and `component_not_allowed` for
 * a component that it switches off.
 */
export function narrow(
  send: Readonly<Send>,
  wanted: readonly string[] | undefined,
  preview?: Preview | null,
): Send {
  requireKnown(wanted, preview);
  if (Object.keys(send).length === 0) {
    throw new AppError(
      'no_component_enabled',
      'The policy of this account enables no component, so there is no session to create. Enable one in its template or with an override.',
    );
  }
  return wanted === undefined ? send : pick(send, wanted);
}

/**
 * Throws `invalid_request` unless the components that are asked for are some, known and distinct; a
 * preview component is known where the installation has opted in.
 */
export function requireKnown(
  wanted: readonly string[] | undefined,
  preview: Preview | null | undefined,
): void {
  if (wanted === undefined) return;
  if (wanted.length === 0) {
    throw invalid({ pointer: '/components', message: 'Name at least one component.' });
  }
  const errors = wanted.flatMap((name, index): InputError[] => {
    const pointer = `/components/${index}`;
    if (!isComponent(name) || (!preview && isPreviewComponent(name)))
      return [{ pointer, message: `There is no component "${name}".` }];
    if (wanted.indexOf(name) !== index) {
      return [{ pointer, message: `The component "${name}" is named twice.` }];
    }
    return [];
  });
  const [first, ...rest] = errors;
  if (first) throw invalid(first, ...rest);
}

function pick(send: Readonly<Send>, wanted: readonly string[]): Send {
  const off = wanted.filter((name) => !Object.hasOwn(send, name));
  if (off.length > 0) {
    throw new AppError(
      'component_not_allowed',
      `The policy of this account does not allow ${off.join(', ')}. Leave ${off.length === 1 ? 'it' : 'them'} out, or have the policy changed.`,
      { members: { components: off } },
    );
  }
  return Object.fromEntries(
    Object.entries(send).filter(([component]) => wanted.includes(component)),
  );
}
