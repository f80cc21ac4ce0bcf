import { z } from 'zod';
import { invalid } from '@/lib/domain/errors';
import type { Settings } from '@/lib/domain/settings';
import { accountId } from '@/lib/domain/text';
import type { Traits } from '@/lib/domain/traits';
import type { Account } from './generated/client';

const capabilities = z.record(z.string(), z.string());
const settings = z.record(z.string(), z.enum(['on', 'off']));

/** The traits that a row of the mirror holds. */
export function traitsOf(
  row: Pick<
    Account,
    | 'email'
    | 'country'
    | 'dashboardType'
    | 'lossesPayments'
    | 'requirementCollection'
    | 'feesPayer'
    | 'capabilities'
    | 'tags'
    | 'detailsSubmitted'
    | 'payoutInterval'
  >,
): Traits {
  return {
    email: row.email,
    country: row.country,
    dashboardType: row.dashboardType,
    lossesPayments: row.lossesPayments,
    requirementCollection: row.requirementCollection,
    feesPayer: row.feesPayer,
    capabilities: capabilities.parse(row.capabilities),
    tags: row.tags,
    detailsSubmitted: row.detailsSubmitted,
    payoutInterval: row.payoutInterval,
  };
}

/** Settings as they stand in a revision; what wrote them had checked them. */
export function settingsOf(json: unknown): Settings {
  return settings.parse(json) as Settings;
}

/** Throws `invalid_request` for an id that cannot be a connected account's. */
export function requireAccountId(id: string): void {
  const { error } = accountId.safeParse(id);
  const [issue] = error?.issues ?? [];
  if (issue) throw invalid({ pointer: '/account', message: issue.message });
}
