import type { Route } from 'next';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import {
  AUTHENTICATION,
  COMPONENTS,
  type Component,
  componentEntry,
  type Feature,
  featuresOf,
} from '@/lib/domain/catalog';
import { type Cell, cellOf } from '@/lib/domain/cells';
import type { PolicyInput } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import type { DecidedSetting, Settings } from '@/lib/domain/settings';
import { overrideOf, templateOf, traitsOf, worldOf } from '@/lib/domain/testing/fixtures';
import { ComponentView } from './component-view';
import { MerchantView } from './merchant-view';
import type { Side } from './sketch';

/** An account on which Stripe permits everything. */
const ABLE = traitsOf('custom', {
  capabilities: { treasury: 'active', card_issuing: 'active' },
  payoutInterval: 'manual',
});

const PAIRS = COMPONENTS.flatMap((component) =>
  featuresOf(component).map((feature): [Component, Feature] => [component, feature]),
);

/** The component with every feature on, and further settings over that. */
function settingsOf(component: Component, more: Settings = {}): Settings {
  const cells: [Cell, DecidedSetting][] = [null, ...featuresOf(component)].map((feature) => [
    cellOf(component, feature),
    'on',
  ]);
  return { ...Object.fromEntries(cells), ...more };
}

function sideOf(input: PolicyInput, title = 'Now'): Side {
  return {
    title,
    caption: 'Template Retail',
    merchant: { id: input.account, name: 'Sample Bakery', currency: 'eur', traits: input.traits },
    policy: resolve(input),
    names: new Map([
      ['retail', 'Retail'],
      ['base', 'Base'],
    ]),
    cellHref: (cell) => `/accounts/${input.account}?cell=${cell}` as Route,
  };
}

function drawn(component: Component, input: PolicyInput, missing = true): string {
  return renderToStaticMarkup(
    <ComponentView
      component={component}
      drawing={{ side: sideOf(input), missing, differs: new Set() }}
    />,
  );
}

const able = (settings: Settings, more: Partial<PolicyInput> = {}) => worldOf(ABLE, settings, more);

/** The tags of the places that a cell decides about. */
const placesOf = (markup: string, cell: Cell) =>
  (markup.match(/<[^>]*data-cell="[^"]+"[^>]*>/g) ?? []).filter((tag) =>
    tag.includes(`data-cell="${cell}"`),
  );

/** Whether a place is as its cell's value asks. Some stand only while their cell is off. */
function expectPlaces(markup: string, cell: Cell, value: boolean): void {
  const places = placesOf(markup, cell);
  expect(places.length).toBeGreaterThan(0);
  for (const place of places) {
    const present = value !== place.includes('data-when="off"');
    expect(place).toContain(`data-state="${present ? 'present' : 'missing'}"`);
  }
}

test('there are 53 pairs', () => {
  expect(PAIRS).toHaveLength(53);
});

describe.each(PAIRS)('%s with %s', (component, feature) => {
  const cell = cellOf(component, feature);
  const on = drawn(component, able(settingsOf(component)));
  const off = drawn(component, able(settingsOf(component, { [cell]: 'off' })));

  test('has a place that comes and goes with it', () => {
    expect(off).not.toBe(on);
    expectPlaces(on, cell, true);
    expectPlaces(off, cell, false);
  });

  test('leaves an outline that names the layer, and none in the merchant’s own view', () => {
    const [world, markup] =
      feature === AUTHENTICATION
        ? [able(settingsOf(component)), on]
        : [able(settingsOf(component, { [cell]: 'off' })), off];
    expect(markup).toContain('is missing');
    expect(markup).toContain('Template Retail');
    const exact = drawn(component, world, false);
    expect(exact).not.toContain('is missing');
    expect(exact).not.toContain('data-state="missing"');
  });

  test('shows no place of another component', () => {
    const cells = [...(on + off).matchAll(/data-cell="([^".]+)/g)].map(([, name]) => name);
    expect(new Set(cells)).toEqual(new Set([component]));
  });
});

describe.each([...COMPONENTS])('%s', (component) => {
  const { title } = componentEntry(component);

  test('stands in the dashboard where it is enabled', () => {
    const markup = drawn(component, able(settingsOf(component)));
    expectPlaces(markup, component, true);
    expect(markup).toContain(`>${title}</h3>`);
    expect(markup).toContain('Inferred');
  });

  test('says which layer keeps it out where it is not', () => {
    const input = able({ [component]: 'off' });
    const markup = drawn(component, input);
    expectPlaces(markup, component, false);
    expect(markup).toContain('Template Retail');
    expect(markup).toContain(`href="/accounts/acct_1Fixture?cell=${component}"`);
    expect(drawn(component, input, false)).not.toContain('Template Retail');
  });

  test('is listed in the navigation, or below it with the reason', () => {
    const render = (settings: Settings, missing = true) =>
      renderToStaticMarkup(
        <MerchantView
          side={sideOf(able(settings))}
          other={null}
          address={{ account: 'acct_1Fixture', missing }}
        />,
      );
    const [nav = '', below = ''] = render({ [component]: 'on' }).split('Not in this merchant');
    const link = `component=${component}"`;
    const linkAlso = `component=${component}&amp;`;
    const has = (part: string) => part.includes(link) || part.includes(linkAlso);
    expect(has(nav)).toBe(true);
    expect(below.length).toBeGreaterThan(0);
    expect(has(render({}).split('Not in this merchant')[1] ?? '')).toBe(true);
    expect(has(render({}, false))).toBe(false);
  });
});

test.each(COMPONENTS.filter((component) => componentEntry(component).tag === null))(
  '%s cannot be mounted yet, and says so',
  (component) => {
    expect(drawn(component, able(settingsOf(component)))).toContain(
      'cannot be mounted with the released Connect.js yet',
    );
  },
);

describe('an outline', () => {
  const REFUND = 'payments.refund_management';

  test('names the override and its note', () => {
    const markup = drawn(
      'payments',
      able(settingsOf('payments'), { overrides: [overrideOf(REFUND, 'off')] }),
    );
    expect(markup).toMatch(
      /“Refunds” is off\. Override of this account\. “Asked for by the merchant\.”/,
    );
  });

  test('names the ancestor that decides, and what stands on it', () => {
    const markup = drawn(
      'payments',
      able(
        {},
        {
          templates: [templateOf({ payments: 'on' }), templateOf({ [REFUND]: 'off' }, 'base', 7)],
        },
      ),
    );
    expect(markup).toMatch(/Template Base\. Revision 7, which Retail stands on\./);
  });

  test('names Stripe’s default', () => {
    const markup = drawn('issuing_card', able({ issuing_card: 'on' }));
    expect(markup).toMatch(/“Manage card” is off\. Stripe’s default\./);
  });

  test('names Stripe’s limit, its reason and who wanted otherwise', () => {
    const markup = drawn(
      'payments',
      able(settingsOf('payments', { 'payments.dispute_management': 'off' })),
    );
    expect(markup).toMatch(/Stripe’s limit\. Stripe permits Smart Disputes only beside/);
    expect(markup).toContain('Template Retail wants it on.');
  });

  test('of a component says which capability is wanting', () => {
    const markup = drawn('issuing_card', worldOf(traitsOf('custom'), settingsOf('issuing_card')));
    expect(markup).toContain('needs the Issuing capability');
  });
});

describe('what else decides', () => {
  test('account management and the banner render nothing before details are submitted', () => {
    for (const component of ['account_management', 'notification_banner'] as const) {
      const input = worldOf({ ...ABLE, detailsSubmitted: false }, settingsOf(component));
      expect(drawn(component, input)).toContain('Nothing renders here before');
    }
  });

  test('tax registrations ask for tax settings beside them', () => {
    const alone = able({ tax_registrations: 'on' });
    const both = able({ tax_registrations: 'on', tax_settings: 'on' });
    expect(drawn('tax_registrations', alone)).toContain('need Tax settings');
    expect(drawn('tax_registrations', both)).not.toContain('need Tax settings');
  });

  test.each(['balances', 'payouts'] as const)('%s pays out by hand only so scheduled', (name) => {
    const daily = worldOf({ ...ABLE, payoutInterval: 'daily' }, settingsOf(name));
    expect(drawn(name, daily)).toContain('works with a manual schedule only');
    expect(drawn(name, able(settingsOf(name)))).not.toContain('works with a manual schedule only');
  });

  test('an unknown currency does not stop the drawing', () => {
    const side = sideOf(able({ balances: 'on' }));
    const strange = { ...side, merchant: { ...side.merchant, currency: 'not one' } };
    const markup = renderToStaticMarkup(
      <ComponentView
        component="balances"
        drawing={{ side: strange, missing: true, differs: new Set() }}
      />,
    );
    expect(markup).toContain('$2,880.00');
  });
});

describe('side by side', () => {
  const view = (one: Settings, other: Settings) =>
    renderToStaticMarkup(
      <MerchantView
        side={sideOf(able(one))}
        other={sideOf(able(other), 'With Retail')}
        address={{ account: 'acct_1Fixture', missing: true, against: 'template:retail' }}
      />,
    );

  test('marks the places that differ on both sides, and opens what differs first', () => {
    const markup = view(
      settingsOf('disputes_list', settingsOf('payments')),
      settingsOf(
        'disputes_list',
        settingsOf('payments', { 'disputes_list.refund_management': 'off' }),
      ),
    );
    const places = placesOf(markup, 'disputes_list.refund_management');
    expect(places.map((tag) => tag.includes('data-differs'))).toEqual([true, true]);
    expect(places[0]).toContain('data-state="present"');
    expect(places[1]).toContain('data-state="missing"');
    expect(placesOf(markup, 'disputes_list.capture_payments')[0]).not.toContain('data-differs');
  });

  test('says so where nothing differs, or only what no merchant sees', () => {
    expect(view({ payments: 'on' }, { payments: 'on' })).toContain('Both dashboards are the same');
    expect(view({ payments: 'on' }, { payments: 'on', 'payouts.instant_payouts': 'on' })).toContain(
      'Both dashboards are the same',
    );
  });
});
