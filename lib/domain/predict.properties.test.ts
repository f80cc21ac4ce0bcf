import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './compiled';
import type { Send } from './policy';
import { type Answer, driftOf, predict } from './predict';
import { decideSend } from './resolve';
import { anyTraits, anyWorld, RUNS } from './testing/arbitraries';
import { plainDrift, plainPredict } from './testing/plain-predict';

const text = (value: unknown) => JSON.stringify(value);

/** What some accounts of one template are sent, whole and in part. */
const anySends = fc
  .tuple(
    anyWorld,
    fc.constantFrom(null, { apps: ['com.example.books'] }),
    fc.array(fc.tuple(anyTraits, fc.boolean()), { minLength: 1, maxLength: 5 }),
    fc.infiniteStream(fc.boolean()),
  )
  .map(([world, preview, accounts, keep]) => {
    const [first, ...rest] = world.templates;
    const extra = { recipients: 'on', app_install: 'on' } as const;
    const apps = { 'app_install.allowed_apps:com.example.books': 'on' };
    const settings = { ...first.settings, ...extra, ...apps } as typeof first.settings;
    const compiled = compile([{ ...first, settings }, ...rest], preview);
    return accounts.flatMap(([traits, bare]) => {
      const overrides = bare ? [] : world.overrides;
      const { send } = decideSend(compiled, { ...world, traits, overrides });
      const part = Object.fromEntries(
        Object.entries(send).filter(() => keep.next().value === true),
      );
      return [send, part, { ...send }].map((sent: Send) => ({ send: sent, traits }));
    });
  });

describe('a prediction', () => {
  it('is the same whether it is kept or not, and whoever asked before', () => {
    fc.assert(
      fc.property(anySends, anyTraits, (sends, other) => {
        for (const { send, traits } of sends) {
          for (const one of [traits, other, traits]) {
            expect(text(predict(send, one))).toBe(text(plainPredict(send, one)));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is not mixed up where a component’s part is put under another name', () => {
    const compiled = compile([{ key: 'a', revision: 1, settings: { payouts: 'on' } }]);
    const traits = { lossesPayments: 'stripe', capabilities: {} } as unknown as Parameters<
      typeof predict
    >[1];
    const { send } = decideSend(compiled, { traits, overrides: [], at: new Date(0) });
    predict({ payouts: send.payouts } as Send, traits);
    const odd = { balances: send.payouts, documents: send.payouts } as Send;
    expect(text(predict(odd, traits))).toBe(text(plainPredict(odd, traits)));
  });
});

/** An answer that is as predicted but for some small thing, or is something else altogether. */
const anyAnswer = (predicted: Answer): fc.Arbitrary<unknown> => {
  const names = Object.keys(predicted);
  const value = fc.oneof(fc.boolean(), fc.constantFrom(null, undefined, 1, 'true', [], ['a'], {}));
  return fc
    .record({
      name: fc.constantFrom(...names, 'holograms', 'con.structor'),
      feature: fc.constantFrom(
        'refund_management',
        'instant_payouts',
        'disable_stripe_user_authentication',
        'teleport',
        'constructor',
        'constructor.',
      ),
      value,
      how: fc.constantFrom('same', 'features', 'enabled', 'gone', 'odd', 'more'),
      order: fc.boolean(),
    })
    .map(({ name, feature, value, how, order }) => {
      const answer = structuredClone(predicted) as Record<string, unknown>;
      const own = answer[name] as { enabled?: unknown; features?: Record<string, unknown> };
      if (how === 'features' && own?.features) own.features[feature] = value;
      if (how === 'enabled' && own) own.enabled = value;
      if (how === 'more' && own) Object.assign(own, { more: value });
      if (how === 'gone') delete answer[name];
      if (how === 'odd') answer[name] = value;
      return order ? Object.fromEntries(Object.entries(answer).toReversed()) : answer;
    });
};

describe('drift', () => {
  it('is what comparing cell by cell gives, drifting or not', () => {
    const cases = anySends.chain((sends) => {
      const { send, traits } = sends[0] as (typeof sends)[number];
      const predicted = predict(send, traits);
      return fc.record({ predicted: fc.constant(predicted), answered: anyAnswer(predicted) });
    });
    fc.assert(
      fc.property(cases, ({ predicted, answered }) => {
        expect(driftOf(predicted, answered)).toEqual(plainDrift(predicted, answered));
      }),
      { numRuns: 200 },
    );
  });

  it('is the same of predictions that nobody makes', () => {
    const name = fc.constantFrom('payments', 'a.b', 'a_b', 'a b', 'recipients', '__proto__');
    const part = fc.record({ enabled: fc.boolean(), features: fc.dictionary(name, fc.boolean()) });
    fc.assert(
      fc.property(fc.dictionary(name, part), fc.dictionary(name, part), (one, other) => {
        for (const answered of [one, other]) {
          expect(driftOf(one, answered)).toEqual(plainDrift(one, answered));
        }
      }),
      RUNS,
    );
  });
});
