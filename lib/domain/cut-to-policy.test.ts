import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asked } from './asked';
import { COMPONENTS, featuresOf, type GaComponent, type GaFeature } from './catalog';
import { type Cut, cutToPolicy } from './cut-to-policy';
import type { PolicyInput, ResolvedPolicy, Send } from './policy';
import { resolve } from './resolve';
import type { Settings } from './settings';
import { anyWorld } from './testing/arbitraries';
import { AT, templateOf, traitsOf } from './testing/fixtures';
import { A, B, capable, H, refusals, seenByStripe } from './testing/stripe-sheet';
import type { Traits } from './traits';

type Said = Partial<Record<GaFeature, boolean>>;
type Sent = Record<string, { enabled: boolean; features?: Record<string, boolean> }>;
interface Case {
  traits: Traits;
  policy: ResolvedPolicy;
  asked: Asked;
  cut: Cut;
}

const anyFeatures = (component: GaComponent): fc.Arbitrary<Said> => {
  const each = featuresOf(component).map((name) => [name, fc.boolean()]);
  const some = fc.record(Object.fromEntries(each), { requiredKeys: [] }) as fc.Arbitrary<Said>;
  return fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: some });
};

const anyAsked: fc.Arbitrary<Asked> = fc
  .uniqueArray(fc.constantFrom(...COMPONENTS), { maxLength: 12, size: 'max' })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .tuple(fc.integer({ min: 0, max: 9 }), anyFeatures(name))
          .map(([dice, features]) => [name, { enabled: dice > 0, features }] as const),
      ),
    ),
  )
  .map((pairs) => Object.fromEntries(pairs));

/** Takes out of a request what Stripe would refuse, so that most of it comes through. */
function acceptable(asked: Asked, traits: Traits, signIn: boolean): Asked {
  const platform = traits.requirementCollection === 'application';
  const all = Object.entries(asked) as [GaComponent, { enabled: boolean; features: Said }][];
  const kept = all.filter(([name]) => capable(name, traits));
  return Object.fromEntries(
    kept.map(([name, { enabled, features }]) => {
      const said: Said = { ...features };
      if (!platform) delete said[A];
      if (!platform) delete said[B];
      if (platform && featuresOf(name).includes(A)) said[A] = signIn;
      if (said[H] === false) delete said.smart_disputes_management;
      return [name, { enabled, features: said }];
    }),
  );
}

const enabledOf = (asked: Asked) =>
  Object.fromEntries(Object.entries(asked).filter(([, says]) => says.enabled)) as Sent;

/** The cells that are on in a session as Stripe sees it, by another reading of Stripe's rules. */
function onIn(send: Sent, traits: Traits): string[] {
  return Object.entries(send).flatMap(([name, { features = {} }]) => {
    const seen = seenByStripe(name, features, traits);
    return [name, ...Object.keys(seen).flatMap((f) => (seen[f] ? [`${name}.${f}`] : []))];
  });
}

/** Checks a property of requests that Stripe would take and of what becomes of them. */
function always(check: (one: Case) => void): void {
  let whole = 0;
  fc.assert(
    fc.property(anyWorld, anyAsked, fc.boolean(), (world: PolicyInput, any, signIn) => {
      const { traits } = world;
      const asked = acceptable(any, traits, signIn);
      const policy = resolve(world);
      const both = Object.keys(enabledOf(asked)).filter((name) => name in policy.send);
      if (both.length === 0) {
        const refused = expect.objectContaining({ code: 'no_component_enabled' });
        expect(() => cutToPolicy({ policy, asked, traits })).toThrow(refused);
        return;
      }
      whole += 1;
      check({ traits, policy, asked, cut: cutToPolicy({ policy, asked, traits }) });
    }),
    { numRuns: 400 },
  );
  expect(whole).toBeGreaterThan(100);
}

describe('a request that is cut down to a policy', () => {
  it('is on exactly where the policy’s own mint is and Stripe’s answer to the request would be', () => {
    always(({ traits, policy, asked, cut }) => {
      const own = onIn(policy.send as Sent, traits);
      const wanted = onIn(enabledOf(asked), traits);
      expect(onIn(cut.send as Sent, traits).sort()).toEqual(
        wanted.filter((c) => own.includes(c)).sort(),
      );
    });
  });

  it('is never refused by Stripe', () => {
    always(({ traits, cut }) => expect(refusals(cut.send as Sent, traits)).toEqual([]));
  });

  it('names each cell that was asked for and is not given, and of a component only itself', () => {
    always(({ traits, asked, cut }) => {
      const given = onIn(cut.send as Sent, traits);
      const missing = onIn(enabledOf(asked), traits).filter((cell) => !given.includes(cell));
      const expected = missing.filter((cell) => {
        const [component = '', feature] = cell.split('.');
        return feature === undefined || !missing.includes(component);
      });
      expect([...cut.cells].sort()).toEqual(expected.sort());
    });
  });

  it('says what either side says, and has no empty parts', () => {
    always(({ policy, asked, cut }) => {
      for (const [name, { features }] of Object.entries(cut.send)) {
        if (features) expect(features).not.toEqual({});
        const component = name as GaComponent;
        const said = { ...policy.send[component]?.features, ...asked[component]?.features };
        expect(Object.keys(features ?? {})).toEqual(expect.arrayContaining(Object.keys(said)));
      }
    });
  });

  it('is the policy’s own mint where exactly that is asked for', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const policy = resolve(world);
        fc.pre(Object.keys(policy.send).length > 0);
        const asked = Object.fromEntries(
          Object.entries(policy.send).map(([name, says]) => [name, { features: {}, ...says }]),
        );
        const { traits } = world;
        expect(cutToPolicy({ policy, asked, traits })).toEqual({ send: policy.send, cells: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('refuses what Stripe would refuse, and nothing else', () => {
    const open = resolve({
      ...{ account: 'acct_1Any', at: AT, assignedBy: 'default', overrides: [] },
      traits: traitsOf('custom'),
      templates: [templateOf(Object.fromEntries(COMPONENTS.map((name) => [name, 'on'])))],
    });
    let refused = 0;
    fc.assert(
      fc.property(anyWorld, anyAsked, ({ traits }, any) => {
        const asked = enabledOf(any) as Asked;
        fc.pre(Object.keys(asked).some((name) => name in open.send));
        let code = '';
        try {
          cutToPolicy({ policy: open, asked, traits });
        } catch (error) {
          ({ code } = error as { code: string });
        }
        const reasons = refusals(asked as Sent, traits);
        refused += Number(reasons.length > 0);
        expect(code === 'invalid_request', reasons.join()).toBe(reasons.length > 0);
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});

const CUSTOM = traitsOf('custom');
const policyOf = (settings: Settings, traits: Traits) =>
  resolve({
    ...{ account: 'acct_1Any', at: AT, assignedBy: 'default', overrides: [], traits },
    templates: [templateOf(settings)],
  });

describe('by example', () => {
  it.each<[name: string, settings: Settings, asked: Asked, send: Send, cells: string[]]>([
    [
      'what the policy switches off is off, though nobody asked',
      { payments: 'on', 'payments.refund_management': 'off' },
      { payments: { enabled: true, features: {} } },
      { payments: { enabled: true, features: { refund_management: false } } },
      ['payments.refund_management'],
    ],
    [
      'what it switches on has to be asked for where Stripe leaves it off',
      { payouts: 'on', 'payouts.instant_payouts': 'on', 'payouts.standard_payouts': 'on' },
      { payouts: { enabled: true, features: { instant_payouts: true } } },
      { payouts: { enabled: true, features: { standard_payouts: false, instant_payouts: true } } },
      [],
    ],
    [
      'what nobody said stays unsaid',
      { payments: 'on', documents: 'on' },
      { payments: { enabled: true, features: {} }, documents: { enabled: false, features: {} } },
      { payments: { enabled: true } },
      [],
    ],
    [
      'a default that would follow another feature is said',
      { payments: 'on', 'payments.dispute_management': 'off' },
      { payments: { enabled: true, features: { smart_disputes_management: true } } },
      {
        payments: {
          enabled: true,
          features: { dispute_management: false, smart_disputes_management: false },
        },
      },
      ['payments.dispute_management', 'payments.smart_disputes_management'],
    ],
    [
      'a lone switched-off bank account does not skip the sign-in that the policy asks for',
      { payouts: 'on', balances: 'on' },
      {
        payouts: { enabled: true, features: { external_account_collection: false } },
        balances: { enabled: true, features: { external_account_collection: false } },
      },
      {
        payouts: { enabled: true, features: { [B]: false, [A]: false } },
        balances: { enabled: true, features: { [B]: false, [A]: false } },
      },
      [`payouts.${A}`, `balances.${A}`],
    ],
  ])('%s', (_name, settings, asked, send, cells) => {
    expect(cutToPolicy({ policy: policyOf(settings, CUSTOM), asked, traits: CUSTOM })).toEqual({
      send,
      cells,
    });
  });

  const refusal = (settings: Settings, asked: Asked, traits = CUSTOM) => {
    try {
      return cutToPolicy({ policy: policyOf(settings, traits), asked, traits });
    } catch (error) {
      return error;
    }
  };

  it('says why nothing is left', () => {
    const asked: Asked = { payouts: { enabled: true, features: {} } };
    expect(refusal({ payments: 'on' }, asked)).toMatchObject({
      code: 'no_component_enabled',
      message: expect.stringContaining('payouts'),
    });
    expect(refusal({}, asked)).toMatchObject({ code: 'no_component_enabled' });
    expect(refusal({ payouts: 'on' }, { payouts: { enabled: false, features: {} } })).toMatchObject(
      { code: 'no_component_enabled', message: expect.stringContaining('enabled=false') },
    );
  });

  it('refuses in Stripe’s words, naming the parameter', () => {
    const asked: Asked = { payouts: { enabled: true, features: { [A]: true } } };
    expect(refusal({ payouts: 'on' }, asked, traitsOf('express'))).toMatchObject({
      code: 'invalid_request',
      members: { stripe: { param: `components[payouts][features][${A}]` } },
      errors: [{ pointer: `/components/payouts/features/${A}` }],
    });
    const cards: Asked = { issuing_card: { enabled: true, features: {} } };
    expect(refusal({ payouts: 'on' }, cards)).toMatchObject({
      members: { stripe: { param: 'components[issuing_card][enabled]' } },
    });
  });
});
