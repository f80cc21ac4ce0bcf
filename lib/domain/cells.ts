import {
  type AppComponent,
  type AppFeature,
  appOf,
  COMPONENTS,
  type Component,
  componentsWith,
  type Feature,
  featuresOf,
  type GaComponent,
  type GaFeature,
  hasApps,
  isPreviewComponent,
  PREVIEW_COMPONENTS,
  type Preview,
} from './catalog';

/**
 * A component's `enabled`, or one feature of it: `payments` or `payments.refund_management`; one app
 * of a preview component is `app_install.allowed_apps:com.example.books`.
 */
export type Cell = Component | `${GaComponent}.${GaFeature}` | `${AppComponent}.${AppFeature}`;

export interface CellRef {
  cell: Cell;
  component: Component;
  /** null for the component's own `enabled`. */
  feature: Feature | null;
}

/** The cell of a component's feature, or of its `enabled` where no feature is given. */
export function cellOf(component: Component, feature: Feature | null = null): Cell {
  return feature === null ? component : (`${component}.${feature}` as Cell);
}

const refsOf = (component: Component, features: readonly Feature[]): CellRef[] =>
  [null, ...features].map((feature) => ({ cell: cellOf(component, feature), component, feature }));

/** All cells of the catalog but those of previews, each component's `enabled` and then its features. */
export const CELLS: readonly CellRef[] = COMPONENTS.flatMap((component) =>
  refsOf(component, featuresOf(component)),
);

const byName: ReadonlyMap<string, CellRef> = new Map(CELLS.map((ref) => [ref.cell, ref]));

function findPreviewCell(text: string): CellRef | undefined {
  const [component = '', ...rest] = text.split('.');
  if (!isPreviewComponent(component)) return undefined;
  const feature = rest.join('.');
  if (rest.length === 0) return { cell: component, component, feature: null };
  if (!hasApps(component) || appOf(feature) === null) return undefined;
  return { cell: text as Cell, component, feature: feature as Feature };
}

/**
 * The cell that a text names, or undefined where the catalog has none of that name. It knows preview
 * cells whether or not an installation has opted in: `isOffered` tells.
 */
export function findCell(text: string): CellRef | undefined {
  return byName.get(text) ?? findPreviewCell(text);
}

const offered = new WeakMap<Preview, readonly CellRef[]>();

/** The cells of an installation: with those of previews last, where it has opted in to them. */
export function cellsWith(preview: Preview | null | undefined): readonly CellRef[] {
  if (!preview) return CELLS;
  const known = offered.get(preview);
  if (known) return known;
  const cells = componentsWith(preview).flatMap((name) => refsOf(name, featuresOf(name, preview)));
  offered.set(preview, cells);
  return cells;
}

/** Whether an installation has a cell: one of a preview, only where it has opted in to it. */
export function isOffered({ component, feature }: CellRef, preview: Preview | null | undefined) {
  if (!isPreviewComponent(component)) return true;
  return feature === null ? Boolean(preview) : featuresOf(component, preview).includes(feature);
}

const isPlain = (name: string) => byName.has(name);

/** The preview cells among these names, in the catalog's order, each once. */
export function previewCellsAmong(names: readonly string[]): CellRef[] {
  if (names.every(isPlain)) return [];
  const place = ({ component }: CellRef) => (PREVIEW_COMPONENTS as string[]).indexOf(component);
  return [...new Set(names)]
    .flatMap((name) => (isPlain(name) ? [] : (findPreviewCell(name) ?? [])))
    .sort((a, b) => place(a) - place(b) || (a.cell < b.cell ? -1 : 1));
}

/**
 * All cells of the catalog, and of previews those that some of these say, whether or not they are
 * offered: for what has to hold of settings whatever the installation has opted in to.
 */
export function cellsSaid(...said: readonly Readonly<Partial<Record<Cell, unknown>>>[]) {
  const preview = previewCellsAmong(said.flatMap((one) => Object.keys(one)));
  return preview.length > 0 ? [...CELLS, ...preview] : CELLS;
}

/** The cells that a resolved policy has: those of previews only where it was resolved with them. */
export function cellsOf(
  components: Readonly<Partial<Record<Component, { features: object }>>>,
): readonly CellRef[] {
  const preview = PREVIEW_COMPONENTS.flatMap((name) => {
    const own = components[name];
    return own ? refsOf(name, Object.keys(own.features) as Feature[]) : [];
  });
  return preview.length > 0 ? [...CELLS, ...preview] : CELLS;
}
