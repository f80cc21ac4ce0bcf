import type { AccountCounts } from '@/lib/domain/views';

/** "43 accounts, 6 deviate from the template"; capped figures are the least there are. */
export function countWords({ accounts, deviating, capped }: AccountCounts): string {
  const figure = (count: number) => count.toLocaleString('en');
  if (capped) return `${figure(accounts)}+ accounts, at least ${figure(deviating)} deviate`;
  return `${figure(accounts)} ${accounts === 1 ? 'account' : 'accounts'}, ${figure(deviating)} ${
    deviating === 1 ? 'deviates' : 'deviate'
  } from the template`;
}
