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
import { AppError } from './errors';
import { checkForm, type FormTree, hash, shortened } from './form-shape';
import { refusedAsByStripe } from './stripe-refusals';
import { accountId } from './text';

/**
 * The `components` of a request in Stripe's own form, with everything that it says. Of a preview
 * component that is its list of apps: to say none is to ask for none.
 */
export type Asked = Partial<
  Record<GaComponent, { enabled: boolean; features: Partial<Record<GaFeature, boolean>> }>
> &
  Partial<Record<PreviewComponent, { enabled: boolean; apps: readonly string[] }>>;

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
      ['expand', 'texts'],
    ],
    'account',
    'components',
  );

const SHAPE = shapeWith([]);
// What Stripe itself knows only behind its beta header.
const PREVIEW_SHAPE = shapeWith(PREVIEW_COMPONENTS);

/**
 * Refuses whatever is to be expanded: an AccountSession refers to no other object. Stripe names the
 * first part of the path that it cannot follow, and gives neither a code nor a parameter.
 * Source: its answers to `expand` on other objects; on this one nobody has published any.
 */
function refuseExpansion(expand: string | FormTree | undefined): void {
  if (typeof expand !== 'object') return;
  const [first] = Object.values(expand);
  if (typeof first !== 'string') return;
  const [part = ''] = first.split('.');
  throw refusedAsByStripe(`This property cannot be expanded (${shortened(part)}).`, {});
}

/** The apps of a list, whatever its places are called; each once. */
function appsIn(features: FormTree | undefined): string[] {
  const list = features?.allowed_apps ?? '';
  return typeof list === 'string' ? [] : [...new Set(Object.values(list) as string[])];
}

/**
 * What a request for an AccountSession in Stripe's own form asks for.
 * Throws `invalid_request`, worded as Stripe words it, for a parameter that is unknown, missing or
 * of the wrong form, or for anything to expand, and `account_not_found` for an account id that can be
 * none. Preview components are unknown unless the installation has opted in to them.
 * Source: how Stripe answers `POST /v1/account_sessions`.
 */
export function readAsked(
  form: FormTree,
  preview: Preview | null = null,
): { account: string; components: Asked } {
  checkForm(form, preview ? PREVIEW_SHAPE : SHAPE);
  refuseExpansion(form.expand);
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
