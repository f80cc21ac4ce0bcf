import fc from 'fast-check';
import { CELLS, type Cell } from '../cells';
import type { OverrideLayer, PolicyInput, ResolvedPolicy, TemplateLayer } from '../policy';
import { resolve } from '../resolve';
import type { DecidedSetting, Settings } from '../settings';
import type { Traits } from '../traits';
import { A, B, H } from './stripe-sheet';

const cells = CELLS.map(({ cell }) => cell);
const switches = cells.filter((cell) => !cell.includes('.'));
/** The cells that others depend on, and those that depend on them. */
const entangled = cells.filter((cell) =>
  [A, B, H, 'smart_disputes_management'].some((feature) => cell.endsWith(`.${feature}`)),
);

const side = fc.oneof(
  { weight: 3, arbitrary: fc.constant('application') },
  { weight: 2, arbitrary: fc.constant('stripe') },
  { weight: 1, arbitrary: fc.constantFrom('somebody_new', 'Application', '', null) },
);

const status = fc.oneof(
  { weight: 2, arbitrary: fc.constant('active') },
  { weight: 1, arbitrary: fc.constantFrom('inactive', 'pending', 'unrequested', 'Active', '') },
);

/** Accounts of every kind, with words of Stripe's that nobody has seen yet. */
export const anyTraits: fc.Arbitrary<Traits> = fc.record({
  email: fc.constantFrom(null, 'merchant@example.com'),
  country: fc.constantFrom(null, 'US', 'DE', 'ZZ'),
  dashboardType: fc.constantFrom(null, 'none', 'express', 'full', 'hologram'),
  lossesPayments: side,
  requirementCollection: side,
  feesPayer: fc.constantFrom(null, 'account', 'application', 'somebody_new'),
  capabilities: fc.record(
    { treasury: status, card_issuing: status, card_payments: status, teleport: status },
    { requiredKeys: [] },
  ),
  tags: fc.uniqueArray(fc.constantFrom('beta', 'vip', 'pilot')),
  detailsSubmitted: fc.boolean(),
  payoutInterval: fc.constantFrom(null, 'manual', 'daily', 'weekly', 'whenever'),
});

const setting: fc.Arbitrary<DecidedSetting> = fc.constantFrom('on', 'off');

function settingsAmong(names: readonly Cell[], most: number): fc.Arbitrary<[Cell, 'on' | 'off'][]> {
  return fc.uniqueArray(fc.tuple(fc.constantFrom(...names), setting), {
    selector: ([cell]) => cell,
    maxLength: most,
    size: 'max',
  });
}

const anySettings: fc.Arbitrary<Settings> = fc
  .oneof(
    fc.constant<[Cell, 'on' | 'off'][]>([]),
    settingsAmong(cells, 8),
    settingsAmong(cells, cells.length),
    settingsAmong([...switches, ...entangled], 40),
    // Everything enabled, so that many components have to agree.
    fc
      .tuple(settingsAmong(switches, 6), settingsAmong(entangled, 12))
      .map(([off, rest]) => [
        ...switches.filter((cell) => !off.some(([name]) => name === cell)).map(on),
        ...rest,
      ]),
    // Sign-in off wherever it can be, so that components may agree on that as well.
    fc
      .tuple(settingsAmong(switches, 12), settingsAmong(entangled, 2))
      .map(([some, rest]) => [
        ...entangled.filter((cell) => cell.endsWith(`.${A}`)).map(on),
        ...some,
        ...rest,
      ]),
  )
  .map((pairs) => Object.fromEntries(pairs));

function on(cell: Cell): [Cell, 'on'] {
  return [cell, 'on'];
}

const anyTemplate = (index: number): fc.Arbitrary<TemplateLayer> =>
  fc.record({
    key: fc.constant(`template-${index}`),
    revision: fc.integer({ min: 1, max: 50 }),
    settings: anySettings,
  });

/** A template alone, or with one to three ancestors. */
const anyChain = fc
  .integer({ min: 0, max: 3 })
  .chain((ancestors) =>
    fc.tuple(
      anyTemplate(0),
      fc.tuple(...Array.from({ length: ancestors }, (_, index) => anyTemplate(index + 1))),
    ),
  )
  .map(([assigned, ancestors]): PolicyInput['templates'] => [assigned, ...ancestors]);

/** Milliseconds from the moment of resolution to an expiry, close by and far off. */
const untilExpiry = fc.constantFrom(null, -86_400_000, -1000, -1, 0, 1, 1000, 86_400_000);

function anyOverrides(at: Date): fc.Arbitrary<OverrideLayer[]> {
  return fc
    .oneof(
      fc.constant([]),
      settingsAmong(cells, 10),
      settingsAmong([...switches, ...entangled], 16),
      settingsAmong(entangled, 16),
    )
    .chain((pairs) =>
      fc.tuple(
        ...pairs.map(([cell, decided], index) =>
          fc.record({
            cell: fc.constant(cell),
            setting: fc.constant(decided),
            note: fc.constantFrom(null, 'Agreed by phone.'),
            expiresAt: untilExpiry.map((ms) => (ms === null ? null : new Date(+at + ms))),
            decidedAt: fc.constant(new Date(+at - 3_600_000)),
            changeId: fc.constant(`chg_${index}`),
          }),
        ),
      ),
    );
}

/** Everything that decides the policy of some account at some moment. */
export const anyWorld: fc.Arbitrary<PolicyInput> = fc
  .date({
    min: new Date('2024-01-01T00:00:00Z'),
    max: new Date('2035-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  .chain((at) =>
    fc.record({
      account: fc.constant('acct_1Any'),
      at: fc.constant(at),
      traits: anyTraits,
      assignedBy: fc.constantFrom('explicit', 'rule', 'default'),
      templates: anyChain,
      overrides: anyOverrides(at),
    }),
  );

/** The same elements in any order. */
export function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
}

export const RUNS = { numRuns: 200 };

/** Checks a property of every world and its policy. */
export function always(check: (world: PolicyInput, policy: ResolvedPolicy) => void): void {
  fc.assert(
    fc.property(anyWorld, (world) => check(world, resolve(world))),
    RUNS,
  );
}
