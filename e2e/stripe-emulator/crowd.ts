import { type Account, buildAccount, type CapabilityStatus, legacyControllers } from './accounts';

const firstCreated = 1_770_000_000;
const kinds = ['express', 'express', 'custom', 'standard'];
const places = ['US', 'GB', 'DE', 'FR', 'NL', 'ES', 'IE', 'CA'];
const trades = ['Bakery', 'Books', 'Bikes', 'Boats', 'Ceramics', 'Records', 'Tailors', 'Toys'];

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;

/** The id of the nth account of a crowd. */
export const crowdId = (n: number): string => `acct_1Crowd${String(n).padStart(9, '0')}`;

/** The nth account of a crowd, which is the same each time. */
export function crowdAccount(n: number): Account {
  const kind = pick(kinds, n);
  const active = n % 7 > 0;
  const capabilities: Record<string, CapabilityStatus> = {
    card_payments: active ? 'active' : 'pending',
    transfers: active ? 'active' : 'pending',
    ...(n % 11 === 0 && { treasury: 'active' as const }),
  };
  const controller = legacyControllers[kind];
  if (!controller) throw new Error(`No such kind of account: ${kind}`);
  return buildAccount({
    id: crowdId(n),
    created: firstCreated + n,
    country: pick(places, n),
    controller,
    type: kind,
    name: `${pick(trades, n)} number ${n}`,
    email: `owner@shop-${n}.example`,
    businessType: 'company',
    capabilities,
    detailsSubmitted: active,
  });
}
