import type { RuleCount, RuleCounts } from '@/lib/domain/rule-views';

const figure = (count: number) => count.toLocaleString('en');

/** "1 account", "12 accounts". */
export const accountsWord = (count: number) =>
  `${figure(count)} ${count === 1 ? 'account' : 'accounts'}`;

/** How many accounts a rule matches, and what became of them. */
export function countWords({ matching, taking, explicit, earlier }: RuleCount): string {
  if (matching === 0) return 'No account matches';
  const match = `${accountsWord(matching)} ${matching === 1 ? 'matches' : 'match'}`;
  if (taking === matching) {
    return `${match}, and ${matching === 1 ? 'has' : 'all have'} the template by it`;
  }
  const parts = [
    `${figure(taking)} by this rule`,
    earlier > 0 && `${figure(earlier)} taken by an earlier one`,
    explicit > 0 && `${figure(explicit)} assigned explicitly`,
  ];
  return `${match}: ${parts.filter(Boolean).join(', ')}`;
}

/** How many accounts no rule is asked for. */
export function explicitWords({ accounts, explicit }: RuleCounts): string {
  if (explicit === 0) return `None of ${accountsWord(accounts)} has a template assigned explicitly`;
  const [have, them] = explicit === 1 ? ['has', 'it'] : ['have', 'them'];
  return `Of ${accountsWord(accounts)}, ${figure(explicit)} ${have} a template assigned explicitly: no rule is asked for ${them}`;
}

/** How many accounts come to the default template. */
export function defaultWords({ default: { matching, taking, explicit } }: RuleCounts): string {
  if (matching === 0) return 'Every account matches a rule';
  const match = `${accountsWord(matching)} ${matching === 1 ? 'matches' : 'match'} no rule`;
  return explicit === 0
    ? match
    : `${match}: ${figure(taking)} by default, ${figure(explicit)} assigned explicitly`;
}

/** Whether a guardrail holds today, and for how many it does not. */
export function brokenWords({ accounts, templates }: { accounts: number; templates: number }) {
  if (accounts + templates === 0) return 'It holds today';
  const broken = [
    accounts > 0 && accountsWord(accounts),
    templates > 0 && `${figure(templates)} ${templates === 1 ? 'template' : 'templates'}`,
  ].filter(Boolean);
  const verb = accounts + templates === 1 ? 'breaks' : 'break';
  return `${broken.join(' and ')} ${verb} it today: it did hold when it was made, and Stripe or time has changed them since`;
}
