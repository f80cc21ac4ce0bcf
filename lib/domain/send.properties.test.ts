import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from './errors';
import type { Decision, Send } from './policy';
import { driftOf, predict } from './predict';
import { resolve } from './resolve';
import { narrow } from './send';
import { always, anyWorld, RUNS } from './testing/arbitraries';
import { enabledIn, valuesOf } from './testing/fixtures';
import { A, capable, refusals, SHEET, seenByStripe } from './testing/stripe-sheet';

/** What is sent without previews, as a table of booleans. */
const plain = (send: Send) => send as Parameters<typeof refusals>[0];

describe('what is sent', () => {
  it('is never refused by Stripe, unless it is nothing', () => {
    always(({ traits }, { send }) => {
      if (Object.keys(send).length > 0) expect(refusals(plain(send), traits)).toEqual([]);
    });
  });

  it('has the enabled components, and features exactly where it has to', () => {
    always((_, policy) => {
      const enabled = enabledIn(policy);
      expect(Object.keys(policy.send).sort()).toEqual(enabled.map(([name]) => name).sort());
      const cells = enabled.flatMap(([name]) => {
        const component = Object.entries(policy.components).find(([other]) => other === name)?.[1];
        const features: [string, Decision][] = Object.entries(component?.features ?? {});
        return features.map(([feature, cell]) => ({ name, feature, cell }));
      });
      const decided = ({ cell }: { cell: Decision }) => cell.layer !== 'stripe_default';
      const sayA = cells.some((c) => c.feature === A && (decided(c) || c.cell.value));
      const wanted = cells.filter((c) => decided(c) || (c.feature === A && sayA));
      const sent = Object.entries(policy.send).flatMap(([name, { features }]) => {
        if (features) expect(features).not.toEqual({});
        return Object.entries(features ?? {}).map(([feature, on]) => `${name}.${feature} ${on}`);
      });
      expect(sent.sort()).toEqual(
        wanted.map(({ name, feature, cell }) => `${name}.${feature} ${cell.value}`).sort(),
      );
      for (const { enabled: flag } of Object.values(policy.send)) expect(flag).toBe(true);
    });
  });

  it('gives one answer on Stripe sign-in, resolved and as Stripe sees it', () => {
    always(({ traits }, policy) => {
      const resolved = enabledIn(policy).flatMap(([, { features }]) => features[A] ?? []);
      const seen = Object.entries(plain(policy.send)).flatMap(
        ([name, { features }]) => seenByStripe(name, features ?? {}, traits)[A] ?? [],
      );
      expect(new Set(resolved).size).toBeLessThan(2);
      expect(seen).toEqual(resolved);
    });
  });

  it('makes Stripe answer what was resolved, as predicted', () => {
    always(({ traits }, policy) => {
      const predicted = predict(policy.send, traits);
      expect(Object.keys(predicted).sort()).toEqual(Object.keys(SHEET).sort());
      for (const [name, values] of Object.entries(valuesOf(policy))) {
        if (values.enabled) expect(predicted[name]).toEqual(values);
        const seen = seenByStripe(name, values.enabled ? values.features : {}, traits);
        if (!capable(name, traits)) for (const feature of Object.keys(seen)) seen[feature] = false;
        expect(predicted[name]).toEqual({ enabled: values.enabled, features: seen });
      }
      expect(driftOf(predicted, structuredClone(predicted))).toEqual([]);
    });
  });
});

describe('a narrowed session', () => {
  it('is the part that was asked for, and Stripe accepts it', () => {
    const asked = anyWorld.chain((world) => {
      const { send } = resolve(world);
      return fc.record({
        send: fc.constant(send),
        traits: fc.constant(world.traits),
        names: fc.shuffledSubarray(Object.keys(send)),
      });
    });
    fc.assert(
      fc.property(asked, ({ send, traits, names }) => {
        fc.pre(names.length > 0);
        const before = JSON.stringify(send);
        const narrowed = narrow(send, names);
        expect(Object.keys(narrowed).sort()).toEqual([...names].sort());
        expect(send).toMatchObject(narrowed);
        expect(refusals(plain(narrowed), traits)).toEqual([]);
        expect(narrow(send, undefined)).toEqual(send);
        expect(JSON.stringify(send)).toBe(before);
      }),
      RUNS,
    );
  });

  it('is refused where the policy allows less, and is never nothing', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(SHEET)), { maxLength: 4, minLength: 1 });
    fc.assert(
      fc.property(anyWorld, fc.option(names, { nil: undefined }), (world, wanted) => {
        const { send } = resolve(world);
        const asked = wanted ?? Object.keys(send);
        let code = 'accepted';
        if (new Set(asked).size < asked.length) code = 'invalid_request';
        else if (Object.keys(send).length === 0) code = 'no_component_enabled';
        else if (!asked.every((name) => name in send)) code = 'component_not_allowed';
        expect(outcome(() => narrow(send, wanted))).toBe(code);
      }),
      RUNS,
    );
  });
});

function outcome(attempt: () => unknown): string {
  try {
    attempt();
    return 'accepted';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
