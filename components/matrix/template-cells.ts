import { type Component, type Feature, featureEntry, type Preview } from '@/lib/domain/catalog';
import type { CellValue, CellView, CellViews, LayerView } from '@/lib/domain/cell-view';
import { type Cell, cellOf, cellsWith } from '@/lib/domain/cells';
import type { Settings } from '@/lib/domain/settings';
import { conditionWords, defaultWords } from './condition-words';

/** One template of a chain with its name. */
export interface ChainTemplate {
  key: string;
  name: string;
  revision: number;
  settings: Settings;
}

/** A template, then its ancestors, nearest first. */
export type TemplateChain = readonly [ChainTemplate, ...ChainTemplate[]];

interface Said {
  value: CellValue;
  source: string;
  from: ChainTemplate | null;
}

/** What a chain makes of a cell where no account is at hand. */
function sayOf(
  chain: readonly ChainTemplate[],
  component: Component,
  feature: Feature | null,
): Said {
  const cell = cellOf(component, feature);
  const from = chain.find(({ settings }) => settings[cell]);
  if (from) return { value: from.settings[cell] === 'on', source: from.name, from };
  if (feature === null) return { value: false, source: 'Stripe', from: null };
  const byDefault = featureEntry(component, feature)?.default;
  const sibling = (name: Feature) => sayOf(chain, component, name).value;
  switch (byDefault?.kind) {
    case 'fixed':
    case 'undocumented':
      return { value: byDefault.value, source: 'Stripe', from: null };
    case 'opposite_of': {
      const value = sibling(byDefault.feature);
      return { value: value === null ? null : !value, source: 'Stripe', from: null };
    }
    case 'same_as':
      return { value: sibling(byDefault.feature), source: 'Stripe', from: null };
    default:
      return { value: null, source: 'Stripe, by account', from: null };
  }
}

function without(template: ChainTemplate, cell: Cell): ChainTemplate {
  const { [cell]: _, ...settings } = template.settings;
  return { ...template, settings };
}

/** The matrix of one template over its ancestors: what it says itself and what it inherits. */
export function templateCells(
  chain: TemplateChain,
  saved: TemplateChain,
  touched: ReadonlySet<Cell>,
  preview: Preview | null = null,
): CellViews {
  const [own, ...ancestors] = chain;
  const [savedOwn] = saved;
  return new Map(
    cellsWith(preview).map(({ cell, component, feature }): [Cell, CellView] => {
      const said = sayOf(chain, component, feature);
      const below = sayOf([without(own, cell), ...ancestors], component, feature);
      const setting = own.settings[cell] ?? 'inherit';
      const was = {
        value: sayOf(saved, component, feature).value,
        setting: savedOwn.settings[cell] ?? ('inherit' as const),
      };
      const changed = touched.has(cell) || was.value !== said.value || was.setting !== setting;
      return [
        cell,
        {
          cell,
          component,
          feature,
          value: said.value,
          origin: setting === 'inherit' ? 'inherited' : 'set',
          source: setting === 'inherit' ? said.source : 'Set here',
          wanted: undefined,
          expiresAt: null,
          setting,
          inherited: { value: below.value, source: below.source },
          was: changed ? was : null,
          dimmed: feature !== null && !sayOf(chain, component, null).value,
          differs: setting !== 'inherit' && said.value !== below.value,
          layers: layersOf(chain, saved, component, feature),
          advice: conditionWords(component, feature),
        },
      ];
    }),
  );
}

function layersOf(
  chain: TemplateChain,
  saved: TemplateChain,
  component: Component,
  feature: Feature | null,
): LayerView[] {
  const cell = cellOf(component, feature);
  const said = sayOf(chain, component, feature);
  const fallback = sayOf([], component, feature);
  // A default that follows a sibling follows it as the whole chain has it.
  const shown = said.from === null ? said.value : fallback.value;
  return [
    ...chain.map((template, index): LayerView => {
      const setting = template.settings[cell];
      return {
        kind: 'template',
        title: index === 0 ? `${template.name} (this template)` : template.name,
        value: setting && setting === 'on',
        outcome: !setting ? 'silent' : template === said.from ? 'won' : 'lost',
        template: { key: template.key, revision: template.revision },
        ...(index === 0 && setting !== saved[0].settings[cell] && { unsaved: true }),
      };
    }),
    {
      kind: 'stripe',
      title: 'Stripe’s default',
      value: shown,
      outcome: said.from === null ? 'won' : 'lost',
      message: defaultWords(component, feature) || undefined,
    },
  ];
}
