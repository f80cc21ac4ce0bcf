import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from './canonical';
import type { Edit } from './edits';
import { edit as editSchema } from './edits';
import { type Outcome, outcomeOf, pinOf, turnedOn } from './outcome';
import { parse } from './parse';
import type { World } from './state';
import { AT, traitsOf } from './testing/fixtures';
import { fromNow, HOUR } from './testing/lives';
import { anyEdits, anyPopulation, changed } from './testing/populations';
import { accountState, applied, overrideState, worldOfPolicy } from './testing/worlds';
import { worldAfter } from './world-after';

const TRAITS = new Map(['acct_1', 'acct_2'].map((id) => [id, traitsOf('express')] as const));
const own = (text: string) => `#${text}`;

const outcome = (edits: object[], world: World): Outcome =>
  outcomeOf(world, applied(edits, world), { at: AT, traits: TRAITS });

function pin(edits: object[], world: World = worldOfPolicy(), reason = 'Because.'): string {
  const parsed = edits.map((one) => parse(editSchema, one));
  return pinOf({ reason, edits: parsed }, outcome(edits, world), own);
}

const drifted = (...edits: object[]): World => {
  const world = worldOfPolicy();
  return worldAfter(world, applied(edits, world));
};

const update = (key: string, set: object, more: object = {}) => ({
  op: 'template.update',
  key,
  set,
  ...more,
});
const override = (account: string, set: object, more: object = {}) => ({
  op: 'account.override',
  account,
  set,
  ...more,
});

describe('what a change does', () => {
  it('is told of the template and of those that extend it', () => {
    const { subjects } = outcome(
      [update('base', { payments: 'off', payouts: 'inherit' })],
      worldOfPolicy(),
    );
    expect(subjects.map(({ subject, flips }) => [subject.id, flips])).toEqual([
      [
        'base',
        [
          { cell: 'payments', before: 'on', after: 'off' },
          { cell: 'payouts', before: 'on', after: null },
        ],
      ],
      ['outlet', [{ cell: 'payments', before: 'on', after: 'off' }]],
      ['retail', [{ cell: 'payments', before: 'on', after: 'off' }]],
    ]);
  });

  it('is told of an account by all of its layers', () => {
    const { subjects } = outcome(
      [
        { op: 'account.assign', account: 'acct_1', template: 'retail' },
        override('acct_2', { payments: 'inherit' }),
      ],
      worldOfPolicy(),
    );
    expect(subjects.map(({ subject, flips }) => [subject.id, flips])).toEqual([
      ['acct_1', [{ cell: 'payouts', before: 'on', after: 'off' }]],
      ['acct_2', [{ cell: 'payments', before: 'off', after: 'on' }]],
    ]);
  });
});

describe('the pin', () => {
  const edits = [update('base', { payments: 'off' })];

  it.each([
    ['another cell of the same template', [update('base', { documents: 'on' })]],
    ['another template', [update('spare', { payments: 'on' })]],
    ['an account', [override('acct_1', { payments: 'on' })]],
    ['its name', [update('base', {}, { name: 'Ground' })]],
    ['a cell that a child decides itself', [update('retail', { payouts: 'on' })]],
  ])('stays through drift of %s', (_, drift) => {
    expect(pin(edits, drifted(...drift))).toBe(pin(edits));
  });

  it.each([
    ['the cell itself', [update('base', { payments: 'inherit' })]],
    ['a child that now decides the cell', [update('retail', { payments: 'on' })]],
    ['a template that now extends it', [update('german', {}, { extends: 'base' })]],
  ])('changes with %s', (_, drift) => {
    expect(pin(edits, drifted(...drift))).not.toBe(pin(edits));
  });

  it('changes with a feature that a component opens', () => {
    const enable = [update('spare', { payments: 'on' })];
    const off = drifted(update('spare', { 'payments.refund_management': 'off' }));
    expect(pin(enable, off)).not.toBe(pin(enable));
    expect(pin(enable, drifted(update('spare', { 'payouts.instant_payouts': 'off' })))).toBe(
      pin(enable),
    );
  });

  it('of an account edit changes with what its template says of the cell', () => {
    const free = [override('acct_2', { payments: 'inherit' })];
    expect(pin(free, drifted(update('base', { payments: 'off' })))).not.toBe(pin(free));
    expect(pin(free, drifted(update('base', { documents: 'off' })))).toBe(pin(free));
    expect(pin(free, drifted(override('acct_2', { payments: 'off' }, { note: 'New' })))).not.toBe(
      pin(free),
    );
  });

  it('of new rules changes with the templates that accounts may leave or come to', () => {
    const rules = [
      {
        op: 'rules.replace',
        rules: [
          { when: { country: ['DE'] }, template: 'german' },
          { when: { country: ['FR'] }, template: 'retail' },
        ],
        default: 'base',
      },
    ];
    expect(pin(rules, drifted(update('retail', { documents: 'on' })))).not.toBe(pin(rules));
    expect(pin(rules, drifted(update('base', { documents: 'on' })))).not.toBe(pin(rules));
    // The German rule stands before and after in the same place: nobody moves to or from it.
    expect(pin(rules, drifted(update('german', { documents: 'on' })))).toBe(pin(rules));
    expect(pin(rules, drifted(update('spare', { payments: 'on' })))).toBe(pin(rules));
  });

  it('changes with the reason and the edits', () => {
    expect(pin(edits, worldOfPolicy(), 'Why not.')).not.toBe(pin(edits));
    expect(pin([update('base', { payments: 'off', documents: 'off' })])).not.toBe(pin(edits));
    expect(pin([{ ...edits[0], expectedRevision: 7 }])).not.toBe(pin(edits));
  });

  it('does not depend on the order of keys, nor on a way through the database', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null || value instanceof Date) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, turned(inner)]),
      );
    };
    fc.assert(
      fc.property(anyPopulation, anyEdits, ({ world, traits }, drawn) => {
        const { edits: good, effects } = changed(world, drawn);
        const does = outcomeOf(world, effects, { at: AT, traits });
        const change = { reason: 'Because.', edits: good };
        const expected = pinOf(change, does, own);
        expect(pinOf(turned(change) as typeof change, turned(does) as Outcome, own)).toBe(expected);
        const stored = JSON.parse(JSON.stringify(good)).map(
          (one: unknown): Edit => parse(editSchema, one),
        );
        expect(pinOf({ ...change, edits: stored }, does, own)).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('is of canonical JSON', () => {
    expect(canonical({ b: [1, null, undefined], a: { d: undefined, c: AT } })).toBe(
      '{"a":{"c":"2026-11-21T12:00:00.000Z"},"b":[1,null,null]}',
    );
  });
});

describe('what a change turns on', () => {
  const world = () => {
    const given = worldOfPolicy();
    given.accounts.set(
      'acct_1',
      accountState('acct_1', {
        overrides: { 'payouts.instant_payouts': overrideState({ expiresAt: fromNow(HOUR) }) },
      }),
    );
    return given;
  };
  const on = (...edits: object[]) => [...turnedOn(outcome(edits, world()))].sort();
  const instant = (hours: number | null) =>
    override(
      'acct_1',
      { 'payouts.instant_payouts': 'on' },
      {
        expiresAt: hours === null ? null : fromNow(hours * HOUR).toISOString(),
      },
    );
  const features = [
    'payments.capture_payments',
    'payments.dispute_management',
    'payments.refund_management',
    'payments.smart_disputes_management',
  ];

  it.each<[string, object[], string[]]>([
    ['a template says on', [update('spare', { payouts_list: 'on' })], ['payouts_list']],
    ['an override says on', [override('acct_1', { documents: 'on' })], ['documents']],
    [
      'an override says off no longer',
      [override('acct_2', { payments: 'inherit' })],
      ['payments', ...features],
    ],
    ['an override stays on for longer', [instant(2)], ['payouts.instant_payouts']],
    ['an override stays on for good', [instant(null)], ['payouts.instant_payouts']],
    ['an override stays on for a shorter time', [instant(0.5)], []],
    [
      'a component brings features that Stripe leaves on',
      [update('german', { payments: 'on' })],
      ['payments', ...features],
    ],
    [
      'a component comes without them',
      [update('german', { payments: 'on', 'payments.refund_management': 'off' })],
      ['payments', ...features].filter((cell) => !cell.includes('refund')),
    ],
    ['something is turned off', [update('base', { payments: 'off' })], []],
    [
      'rules give another template',
      [{ op: 'rules.replace', rules: [], default: 'spare' }],
      ['documents'],
    ],
  ])('where %s', (_, edits, cells) => {
    expect(on(...edits)).toEqual([...cells].sort());
  });

  it('sees through a setting that is taken back to a default of Stripe’s which is on', () => {
    const refunds = 'payments.refund_management';
    const off = drifted(update('base', { [refunds]: 'off' }));
    const back = outcome([update('base', { [refunds]: 'inherit' })], off);
    expect([...turnedOn(back)]).toEqual([refunds]);
  });
});
