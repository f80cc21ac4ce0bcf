import { AUTHENTICATION, COMPONENTS, type Component, type Feature, isComponent } from './catalog';
import { AppError, type InputError, invalid } from './errors';
import type { ComponentPolicy, Send } from './policy';

/**
 * Whether the sign-in feature has to be said at all: as soon as any enabled component has it from
 * a layer or the ceiling, or has it on, all of them must say it, or Stripe's defaults could differ.
 */
function mustSayAuthentication(enabled: readonly ComponentPolicy[]): boolean {
  return enabled.some(({ features }) => {
    const cell = features[AUTHENTICATION];
    return cell !== undefined && (cell.layer !== 'stripe_default' || cell.value);
  });
}

/**
 * The `components` parameter of an AccountSession for a resolved policy: enabled components only;
 * of their features those that a layer or the ceiling decided, and the sign-in feature where all
 * components must agree on it. Empty when nothing is enabled: then there is nothing to send.
 */
export function sendOf(components: Readonly<Record<Component, ComponentPolicy>>): Send {
  const enabled = COMPONENTS.filter((component) => components[component].enabled.value);
  const sayAuthentication = mustSayAuthentication(enabled.map((name) => components[name]));
  const send: Send = {};
  for (const component of enabled) {
    const features: Partial<Record<Feature, boolean>> = {};
    for (const [name, cell] of Object.entries(components[component].features)) {
      const feature = name as Feature;
      const needed = feature === AUTHENTICATION && sayAuthentication;
      if (cell.layer !== 'stripe_default' || needed) features[feature] = cell.value;
    }
    send[component] =
      Object.keys(features).length > 0 ? { enabled: true, features } : { enabled: true };
  }
  return send;
}

/**
 * Cuts what would be sent down to the components that were asked for; `undefined` asks for all.
 * Throws `invalid_request` for a name outside the catalog or a repeated one,
 * `no_component_enabled` where the policy enables nothing at all, and `component_not_allowed` for
 * a component that it switches off.
 */
export function narrow(send: Send, wanted: readonly string[] | undefined): Send {
  requireKnown(wanted);
  if (Object.keys(send).length === 0) {
    throw new AppError(
      'no_component_enabled',
      'The policy of this account enables no component, so there is no session to create. Enable one in its template or with an override.',
    );
  }
  return wanted === undefined ? send : pick(send, wanted);
}

/** Throws `invalid_request` unless the components that are asked for are some, known and distinct. */
export function requireKnown(wanted: readonly string[] | undefined): void {
  if (wanted === undefined) return;
  if (wanted.length === 0) {
    throw invalid({ pointer: '/components', message: 'Name at least one component.' });
  }
  const errors = wanted.flatMap((name, index): InputError[] => {
    const pointer = `/components/${index}`;
    if (!isComponent(name)) return [{ pointer, message: `There is no component "${name}".` }];
    if (wanted.indexOf(name) !== index) {
      return [{ pointer, message: `The component "${name}" is named twice.` }];
    }
    return [];
  });
  const [first, ...rest] = errors;
  if (first) throw invalid(first, ...rest);
}

function pick(send: Send, wanted: readonly string[]): Send {
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
