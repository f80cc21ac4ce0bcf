import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ceilingTraits } from './account-class';
import { anyTraits, anyWorld, RUNS } from './testing/arbitraries';
import { worldOf } from './testing/fixtures';
import { plainPredict } from './testing/plain-predict';
import { plainResolve } from './testing/plain-resolve';
import type { Traits } from './traits';
import { standIn, TRAIT, TRAITS_CLASSES, traitsClass } from './traits-class';

/** The same traits, and the names of those that are read of them. */
function watched(traits: Traits): { traits: Traits; read: Set<string> } {
  const read = new Set<string>();
  const watch = <T extends object>(of: T, prefix: string): T =>
    new Proxy(of, {
      get: (target, name, receiver) => {
        read.add(prefix + String(name));
        return Reflect.get(target, name, receiver);
      },
      ownKeys: (target) => {
        read.add(`${prefix}*`);
        return Reflect.ownKeys(target);
      },
    });
  return { read, traits: watch({ ...traits, capabilities: watch(traits.capabilities, 'c:') }, '') };
}

it('nothing is read of an account but what its class is made of', () => {
  const known = new Set([
    'requirementCollection',
    'lossesPayments',
    'capabilities',
    'c:treasury',
    'c:card_issuing',
    'detailsSubmitted',
    'payoutInterval',
  ]);
  const read = new Set<string>();
  fc.assert(
    fc.property(anyWorld, (world) => {
      const seen = watched(world.traits);
      plainPredict(plainResolve({ ...world, traits: seen.traits }).send, seen.traits);
      for (const name of seen.read) read.add(name);
    }),
    RUNS,
  );
  expect(read).toEqual(known);
});

it('accounts of one class have one policy and one prediction', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const traits = standIn(traitsClass(world.traits));
      expect(traitsClass(traits)).toBe(traitsClass(world.traits));
      const [one, other] = [plainResolve(world), plainResolve({ ...world, traits })];
      expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      expect(plainPredict(one.send, traits)).toEqual(plainPredict(one.send, world.traits));
    }),
    RUNS,
  );
});

it('is the class that impact counts by', () => {
  fc.assert(
    fc.property(anyTraits, (traits) => {
      const bits = traitsClass(traits);
      const apart = Object.entries(TRAIT).map(([name, bit]) => [name, (bits & bit) !== 0]);
      const { treasury, cardIssuing, ...rest } = ceilingTraits(traits);
      expect(Object.fromEntries(apart)).toEqual({ ...rest, treasury, cardIssuing });
    }),
    RUNS,
  );
});

it.each(Object.entries(TRAIT))('tells apart by %s only where it makes a difference', (_, bit) => {
  const all = worldOf(standIn(0), {
    account_management: 'on',
    payouts: 'on',
    'payouts.standard_payouts': 'on',
    issuing_card: 'on',
    financial_account: 'on',
    'payouts.disable_stripe_user_authentication': 'on',
  });
  const policy = (number: number) => {
    const { account: _, at: __, ...rest } = plainResolve({ ...all, traits: standIn(number) });
    return JSON.stringify(rest);
  };
  const numbers = Array.from({ length: TRAITS_CLASSES }, (_, number) => number);
  expect(numbers.some((number) => policy(number) !== policy(number ^ bit))).toBe(true);
});
