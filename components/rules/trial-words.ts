import type { RuleVerdict } from '@/lib/domain/rule-match';
import { capital, type TemplateName } from '@/lib/domain/words/rules';

/** What comes of all rules for an account without an explicit assignment. */
function byRules(tried: readonly RuleVerdict[], fallback: string, nameOf: TemplateName): string {
  const place = tried.findIndex(({ verdict }) => verdict === 'takes');
  const taking = tried[place];
  return taking
    ? `rule ${place + 1} gives it ${nameOf(taking.template)}`
    : `no rule matches, and it gets the default template, ${nameOf(fallback)}`;
}

/** What the rules come to for an account, its explicit assignment first. */
export function trialWords(
  explicit: string | null,
  tried: readonly RuleVerdict[],
  fallback: string,
  nameOf: TemplateName,
): string {
  const words = byRules(tried, fallback, nameOf);
  return explicit === null
    ? `${capital(words)}.`
    : `${nameOf(explicit)} is assigned to it explicitly, so no rule is asked. Without that, ${words}.`;
}

/** How an account fares with one rule. */
export const VERDICTS: Readonly<Record<RuleVerdict['verdict'], string>> = {
  takes: 'Matches first',
  matches_later: 'Matches too, but an earlier rule comes first',
  does_not_match: 'Does not match',
};
