import {
  COMPONENTS,
  featuresOf,
  type GaComponent,
  type GaFeature,
  hasApps,
  isPreviewComponent,
  PREVIEW_COMPONENTS,
  type Preview,
  type PreviewComponent,
} from './catalog';
import { isAppId } from './catalog/preview';
import { AppError } from './errors';
import { refusedAsByStripe } from './stripe-refusals';
import { accountId } from './text';

/** A form as it was read: texts at the leaves. */
export interface FormTree {
  readonly [name: string]: string | FormTree;
}

/**
 * The `components` of a request in Stripe's own form, with everything that it says. Of a preview
 * component that is its list of apps: to say none is to ask for none.
 */
export type Asked = Partial<
  Record<GaComponent, { enabled: boolean; features: Partial<Record<GaFeature, boolean>> }>
> &
  Partial<Record<PreviewComponent, { enabled: boolean; apps: readonly string[] }>>;

/** What a parameter may be; in Stripe's words, a hash has parameters of its own. */
type Shape =
  | 'text'
  | 'boolean'
  | 'apps'
  | { required: readonly string[]; of: ReadonlyMap<string, Shape> };

const hash = (entries: readonly (readonly [string, Shape])[], ...required: string[]): Shape => ({
  required,
  of: new Map(entries),
});

const componentShape = (component: GaComponent) =>
  hash(
    [
      ['enabled', 'boolean'],
      ['features', hash(featuresOf(component).map((feature) => [feature, 'boolean'] as const))],
    ],
    'enabled',
  );

const previewShape = (component: PreviewComponent) =>
  hash(
    [
      ['enabled', 'boolean'],
      ['features', hash(hasApps(component) ? [['allowed_apps', 'apps']] : [])],
    ],
    'enabled',
  );

const shapeWith = (previews: readonly PreviewComponent[]) =>
  hash(
    [
      ['account', 'text'],
      [
        'components',
        hash([
          ...COMPONENTS.map((name) => [name, componentShape(name)] as const),
          ...previews.map((name) => [name, previewShape(name)] as const),
        ]),
      ],
    ],
    'account',
    'components',
  );

const SHAPE = shapeWith([]);
// What Stripe itself knows only behind its beta header.
const PREVIEW_SHAPE = shapeWith(PREVIEW_COMPONENTS);

/** Unknown parameters that a refusal names; a hostile form has thousands. */
const MOST_NAMED = 10;

/** A path of names as a form writes it: `components[payments][enabled]`. */
export function bracketed([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((name) => `[${name}]`).join('');
}

const shortened = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

function unknownIn(tree: FormTree, shape: Shape, path: readonly string[]): string[] {
  if (typeof shape === 'string') return [];
  return Object.entries(tree).flatMap(([name, value]) => {
    const at = [...path, name];
    const known = shape.of.get(name);
    if (!known) return [bracketed(at)];
    return typeof value === 'string' ? [] : unknownIn(value, known, at);
  });
}

function checkValue(value: string | FormTree, shape: Shape, path: readonly string[]): void {
  const param = bracketed(path);
  if (shape === 'boolean') {
    if (value === 'true' || value === 'false') return;
    const given = typeof value === 'string' ? shortened(value) : 'a hash';
    throw refusedAsByStripe(`Invalid boolean: ${given}`, { param });
  }
  if (shape === 'apps') {
    // An empty list, which has no other form.
    if (value === '') return;
    if (typeof value === 'string') throw refusedAsByStripe('Invalid array', { param });
    for (const [name, app] of Object.entries(value)) {
      if (typeof app === 'string' && isAppId(app)) continue;
      const given = typeof app === 'string' ? shortened(app) : 'a hash';
      throw refusedAsByStripe(`Invalid app: ${given}`, { param: bracketed([...path, name]) });
    }
    return;
  }
  if (value === '') {
    throw refusedAsByStripe(
      `You passed an empty string for '${param}'. Leave '${param}' out of the request or give it a value.`,
      { param, code: 'parameter_invalid_empty' },
    );
  }
  if (shape === 'text') {
    if (typeof value !== 'string') throw refusedAsByStripe('Invalid string: a hash', { param });
    return;
  }
  if (typeof value === 'string') throw refusedAsByStripe('Invalid object', { param });
  for (const [name, inner] of Object.entries(value)) {
    const known = shape.of.get(name);
    if (known) checkValue(inner, known, [...path, name]);
  }
}

function requireAll(tree: FormTree, shape: Shape, path: readonly string[]): void {
  if (typeof shape === 'string') return;
  for (const name of shape.required) {
    const param = bracketed([...path, name]);
    if (Object.hasOwn(tree, name)) continue;
    throw refusedAsByStripe(`Missing required param: ${param}.`, {
      param,
      code: 'parameter_missing',
    });
  }
  for (const [name, inner] of Object.entries(tree)) {
    const known = shape.of.get(name);
    if (known && typeof inner !== 'string') requireAll(inner, known, [...path, name]);
  }
}

/** Checks in Stripe's order: first what is unknown, then what has the wrong form, then what is missing. */
function check(form: FormTree, shape: Shape): void {
  const unknown = unknownIn(form, shape, []);
  if (unknown.length > 0) {
    const named = unknown.slice(0, MOST_NAMED).map(shortened).join(', ');
    const more = unknown.length > MOST_NAMED ? `, and ${unknown.length - MOST_NAMED} more` : '';
    throw refusedAsByStripe(
      `Received unknown parameter${unknown.length === 1 ? '' : 's'}: ${named}${more}`,
      { param: shortened(unknown[0] ?? ''), code: 'parameter_unknown' },
    );
  }
  checkValue(form, shape, []);
  requireAll(form, shape, []);
}

/** The apps of a list, whatever its places are called; each once. */
function appsIn(features: FormTree | undefined): string[] {
  const list = features?.allowed_apps ?? '';
  return typeof list === 'string' ? [] : [...new Set(Object.values(list) as string[])];
}

/**
 * What a request for an AccountSession in Stripe's own form asks for.
 * Throws `invalid_request`, worded as Stripe words it, for a parameter that is unknown, missing or
 * of the wrong form, and `account_not_found` for an account id that can be none. Preview components
 * are unknown unless the installation has opted in to them.
 * Source: how Stripe answers `POST /v1/account_sessions`.
 */
export function readAsked(
  form: FormTree,
  preview: Preview | null = null,
): { account: string; components: Asked } {
  check(form, preview ? PREVIEW_SHAPE : SHAPE);
  const account = accountId.safeParse(form.account);
  if (!account.success) {
    throw new AppError(
      'account_not_found',
      `There is no account '${shortened(`${form.account}`)}'.`,
    );
  }
  const components: Asked = {};
  for (const [name, value] of Object.entries(form.components as FormTree)) {
    if (typeof value === 'string') continue;
    const enabled = value.enabled === 'true';
    if (isPreviewComponent(name)) {
      components[name] = { enabled, apps: appsIn(value.features as FormTree | undefined) };
      continue;
    }
    const features: Partial<Record<GaFeature, boolean>> = {};
    for (const [feature, said] of Object.entries((value.features ?? {}) as FormTree)) {
      features[feature as GaFeature] = said === 'true';
    }
    components[name as GaComponent] = { enabled, features };
  }
  return { account: account.data, components };
}
