/** "12 accounts", or "all 3,000 accounts that match". It stands alone: the list loads it at once. */
export function meant(
  accounts: readonly unknown[],
  everything: { accounts: number; capped: boolean } | null,
): string {
  const count = everything?.accounts ?? accounts.length;
  const words = `${count.toLocaleString('en')}${everything?.capped ? '+' : ''} ${count === 1 ? 'account' : 'accounts'}`;
  return everything ? `all ${words} that match` : words;
}
