import type Stripe from 'stripe';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { CELLS, cellOf, findCell } from '../cells';
import { A, SHEET, type SheetCondition, type SheetDefault } from '../testing/stripe-sheet';
import {
  type API_VERSION,
  AUTHENTICATION,
  COMPONENTS,
  componentEntry,
  componentsOf,
  componentsWith,
  featureEntry,
  featuresOf,
  GROUPS,
  isComponent,
  KNOWN_BUT_NOT_SENT,
} from './index';
import { sentenceOf } from './sentences';
import type {
  Catalog,
  Component,
  ComponentEntry,
  FeatureEntry,
  FeatureOf,
  GaComponent,
} from './types';

const pairs = COMPONENTS.flatMap((component) =>
  featuresOf(component).map((feature) => ({ component, feature })),
);

function entryOf(component: Component, feature: Parameters<typeof featureEntry>[1]): FeatureEntry {
  const entry = featureEntry(component, feature);
  if (!entry) throw new Error(`No entry for ${component}.${feature}`);
  return entry;
}

/** The catalog's default in the words of the sheet. */
function defaultInWords({ default: byDefault }: FeatureEntry): SheetDefault | string {
  switch (byDefault.kind) {
    case 'fixed':
      return String(byDefault.value);
    case 'stripe_owns_losses':
      return 'losses';
    case 'opposite_of':
      return byDefault.feature === 'external_account_collection' ? 'not B' : 'opposite of another';
    case 'same_as':
      return byDefault.feature === 'dispute_management' ? 'as H' : 'same as another';
    case 'undocumented':
      return byDefault.value ? 'undocumented, on' : 'undocumented';
  }
}

function conditionInWords({ condition }: FeatureEntry): SheetCondition | string {
  if (condition === null) return null;
  if (condition.kind === 'platform_collects_requirements') {
    return `${condition.value} needs platform`;
  }
  return condition.feature === 'dispute_management' ? 'true needs H' : 'true needs another';
}

describe('the catalog', () => {
  it('has 25 components, 53 pairs, 16 features and 78 cells', () => {
    expect(new Set(COMPONENTS).size).toBe(25);
    expect(COMPONENTS).toHaveLength(25);
    expect(pairs).toHaveLength(53);
    expect(new Set(pairs.map(({ feature }) => feature)).size).toBe(16);
    expect(CELLS).toHaveLength(78);
    expect(new Set(CELLS.map(({ cell }) => cell)).size).toBe(78);
  });

  it('says of every component and feature what Stripe documents', () => {
    const words = Object.fromEntries(
      COMPONENTS.map((component) => {
        const { capability, tag } = componentEntry(component);
        const features = Object.fromEntries(
          featuresOf(component).map((feature) => {
            const entry = entryOf(component, feature);
            return [
              feature,
              { default: defaultInWords(entry), condition: conditionInWords(entry) },
            ];
          }),
        );
        return [component, { capability, tag, features }];
      }),
    );
    expect(words).toEqual(SHEET);
  });

  it('has a Connect.js tag for 21 components', () => {
    const tags = COMPONENTS.flatMap((component) => componentEntry(component).tag ?? []);
    expect(new Set(tags).size).toBe(21);
    expect(tags).toHaveLength(21);
  });

  it('names the feature on which all components must agree', () => {
    expect(AUTHENTICATION).toBe(A);
  });

  it('puts every component into exactly one group, in the order of the groups', () => {
    expect(GROUPS.flatMap(componentsOf)).toEqual(COMPONENTS);
    for (const group of GROUPS) expect(componentsOf(group)).not.toEqual([]);
  });

  it('knows what the reference page shows beyond the API, and keeps it out of the cells', () => {
    expect(KNOWN_BUT_NOT_SENT.map(({ component, feature }) => [component, feature])).toEqual([
      ['financial_account', 'money_movement'],
    ]);
    expect(findCell('financial_account.money_movement')).toBeUndefined();
  });

  it.each(['', 'Payments', 'payments ', '__proto__', 'constructor', 'toString', 'holograms'])(
    'does not take %j for a component or a cell',
    (name) => {
      expect(isComponent(name)).toBe(false);
      expect(findCell(name)).toBeUndefined();
      expect(findCell(`payments.${name}`)).toBeUndefined();
    },
  );

  it('finds each cell by its name', () => {
    for (const ref of CELLS) {
      expect(findCell(ref.cell)).toEqual(ref);
      expect(cellOf(ref.component, ref.feature)).toBe(ref.cell);
    }
  });
});

describe('the words', () => {
  const expectDistinct = (texts: readonly string[]) =>
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  const expectSentence = ({ title }: { title: string }, sentence: string) => {
    expect(title).toMatch(/^[A-Z]\S*( \S+)*$/);
    expect(title).not.toMatch(/[._]/);
    expect(sentence).toMatch(/^[A-Z].{10,118}\.$/);
  };

  it('of components are there, are sentences and are not used twice', () => {
    const all = componentsWith({ apps: [] });
    for (const name of all) expectSentence(componentEntry(name), sentenceOf(name));
    expectDistinct(all.map((name) => componentEntry(name).title));
    expectDistinct(all.map((name) => sentenceOf(name)));
  });

  it.each(COMPONENTS.filter((component) => featuresOf(component).length > 0))(
    'of the features of %s are there, are sentences and are not used twice',
    (component) => {
      const own = featuresOf(component);
      for (const name of own) expectSentence(entryOf(component, name), sentenceOf(component, name));
      expectDistinct(own.map((name) => entryOf(component, name).title));
      expectDistinct(own.map((name) => sentenceOf(component, name)));
    },
  );
});

describe('the type of the catalog', () => {
  type Sdk = Stripe.AccountSessionCreateParams.Components;
  type SdkPairs = {
    [C in keyof Sdk]-?: `${C}.${keyof NonNullable<NonNullable<Sdk[C]>['features']> & string}`;
  }[keyof Sdk];
  type Features<C extends GaComponent> = Catalog[C]['features'];
  const words = { title: 'Any' };
  const feature: FeatureEntry = {
    ...words,
    default: { kind: 'fixed', value: true },
    condition: null,
  };
  const component = { ...words, group: 'account', capability: null, tag: null } as const;
  const accepts = (part: Partial<Catalog>) => Object.keys(part).length;

  it('has the API version, the components and the pairs of the SDK', () => {
    expectTypeOf<typeof API_VERSION>().toEqualTypeOf<Stripe.LatestApiVersion>();
    expectTypeOf<keyof Catalog>().toEqualTypeOf<keyof Sdk>();
    expectTypeOf<keyof Stripe.AccountSession.Components>().toEqualTypeOf<keyof Sdk>();
    type Named<C extends GaComponent> = string extends keyof Features<C>
      ? never
      : keyof Features<C> & string;
    type Pairs = { [C in GaComponent]: `${C}.${Named<C>}` }[GaComponent];
    expectTypeOf<Pairs>().toEqualTypeOf<SdkPairs>();
  });

  it('does without no component and no feature', () => {
    type Spared = { [C in GaComponent]: Omit<Catalog, C> extends Catalog ? C : never }[GaComponent];
    expectTypeOf<Spared>().toBeNever();
    type SparedFeature = {
      [C in GaComponent]: {
        [F in FeatureOf<C>]-?: Omit<Features<C>, F> extends Features<C> ? F : never;
      }[FeatureOf<C>];
    }[GaComponent];
    expectTypeOf<SparedFeature>().toBeNever();
    // @ts-expect-error a catalog without the SDK's other components
    const short: Catalog = { documents: { ...component, features: {} } };
    expect(short).toBeDefined();
    // @ts-expect-error a feature of the SDK is missing
    expect(accepts({ payment_method_settings: { ...component, features: {} } })).toBe(1);
  });

  it('takes no component and no feature that the SDK does not have', () => {
    // @ts-expect-error a component that the SDK does not have
    expect(accepts({ holograms: { ...component, features: {} } })).toBe(1);
    const card: ComponentEntry<'issuing_card'>['features'] = {
      card_management: feature,
      card_spend_dispute_management: feature,
      cardholder_management: feature,
      spend_control_management: feature,
      // @ts-expect-error a feature that the SDK does not have here
      instant_payouts: feature,
    };
    expect(card).toBeDefined();
  });

  it('takes no feature on a component that has none in the SDK', () => {
    const features = { holograms: feature };
    // @ts-expect-error documents has no features
    const literal: ComponentEntry<'documents'>['features'] = { holograms: feature };
    // @ts-expect-error nor by way of a constant
    const constant: ComponentEntry<'documents'>['features'] = features;
    expect([literal, constant]).toBeDefined();
  });
});
