import type { AccountSummary } from '@/lib/domain/views';
import { countryName } from '@/lib/domain/words/country-name';

/** An account as the list shows it. */
export interface ListedAccount extends AccountSummary {
  countryName: string | null;
}

/** An account with its country's name, of which not every browser knows the same: the server says it. */
export function listed(account: AccountSummary): ListedAccount {
  return { ...account, countryName: account.country && countryName(account.country) };
}
