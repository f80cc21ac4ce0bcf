import { CELLS, type Cell } from '../../lib/domain/cells';
import type { OverrideLayer, PolicyInput, TemplateLayer } from '../../lib/domain/policy';
import type { AccountInput } from '../../lib/domain/resolve';
import type { Settings } from '../../lib/domain/settings';
import type { Traits } from '../../lib/domain/traits';

/** Of a hundred accounts, how many have overrides; and of a hundred overrides, how many have ended. */
export const OVERRIDDEN = 20;
export const ENDED = 10;

/** Numbers that look random and are the same each time. */
function drawing(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Draw = ReturnType<typeof drawing>;

const AT = Date.parse('2026-11-21T12:00:00.000Z');

const pick = <T>(draw: Draw, items: readonly T[]): T => items[draw(items.length)] as T;

const someSettings = (draw: Draw, count: number): Settings =>
  Object.fromEntries(
    Array.from({ length: count }, () => [pick(draw, CELLS).cell, draw(3) > 0 ? 'on' : 'off']),
  );

/** A platform's chains: one base, some kinds of business that extend it, and tiers of these. */
export function benchChains(count: number): PolicyInput['templates'][] {
  const draw = drawing(7);
  const base: TemplateLayer = { key: 'base', revision: 9, settings: someSettings(draw, 40) };
  const kinds = Array.from({ length: 6 }, (_, i): TemplateLayer => {
    return { key: `kind-${i}`, revision: 1 + draw(30), settings: someSettings(draw, 12) };
  });
  return Array.from({ length: count }, (_, i): PolicyInput['templates'] => {
    if (i === 0) return [base];
    const kind = pick(draw, kinds);
    if (i % 6 === 0) return [kind, base];
    const tier = { key: `tier-${i}`, revision: 1 + draw(30), settings: someSettings(draw, 8) };
    return i % 6 === 1
      ? [{ key: `pilot-${i}`, revision: 2, settings: someSettings(draw, 3) }, tier, kind, base]
      : [tier, kind, base];
  });
}

function someTraits(draw: Draw, number: number): Traits {
  const [dashboardType, lossesPayments, requirementCollection] = pick(draw, [
    ['express', 'application', 'stripe'],
    ['none', 'application', 'application'],
    ['full', 'stripe', 'stripe'],
  ] as const);
  const status = () => pick(draw, ['active', 'active', 'inactive', 'pending']);
  return {
    email: `owner${number}@shop.example`,
    country: pick(draw, ['US', 'DE', 'FR', 'GB']),
    dashboardType,
    lossesPayments,
    requirementCollection,
    feesPayer: 'application',
    capabilities: {
      card_payments: 'active',
      transfers: 'active',
      ...(draw(10) === 0 && { card_issuing: status() }),
      ...(draw(10) === 0 && { treasury: status() }),
    },
    tags: draw(10) === 0 ? ['vip'] : [],
    detailsSubmitted: draw(20) > 0,
    payoutInterval: pick(draw, ['daily', 'daily', 'weekly', 'manual']),
  };
}

function someOverrides(draw: Draw, count: number, ended: number): OverrideLayer[] {
  const cells = new Set<Cell>();
  while (cells.size < count) cells.add(pick(draw, CELLS).cell);
  return [...cells].map((cell, index) => {
    const expires = draw(100) < ended ? -draw(1_000_000) : 86_400_000 * (1 + draw(60));
    return {
      cell,
      setting: pick(draw, ['on', 'off']),
      note: pick(draw, [null, 'Asked for by the merchant, agreed with risk.']),
      expiresAt: draw(3) === 0 || expires < 0 ? new Date(AT + expires) : null,
      decidedAt: new Date(AT - 1 - draw(90 * 86_400_000)),
      changeId: `chg_${index}_${draw(1_000_000)}`,
    };
  });
}

/** One account of the benchmark: what is known of it, and which chain it has. */
export interface BenchAccount extends AccountInput {
  chain: number;
}

/**
 * Accounts of all kinds, unevenly over the chains. `three` gives each exactly three overrides in force
 * and `none` none, else as many have some as on a platform.
 */
export function benchAccounts(
  count: number,
  chains: number,
  overrides: 'some' | 'none' | 'three',
): BenchAccount[] {
  const draw = drawing(count + overrides.length);
  return Array.from({ length: count }, (_, number) => {
    const some = draw(100) < OVERRIDDEN ? 1 + draw(3) : 0;
    const wanted = { some, none: 0, three: 3 }[overrides];
    return {
      account: `acct_1${number.toString(16).padStart(15, '0')}`,
      at: new Date(AT + number * 37),
      traits: someTraits(draw, number),
      assignedBy: pick(draw, ['explicit', 'explicit', 'rule', 'default'] as const),
      overrides: someOverrides(draw, wanted, overrides === 'three' ? 0 : ENDED),
      chain: Math.floor((draw(1000) * draw(1000) * chains) / 1_000_000),
    };
  });
}
