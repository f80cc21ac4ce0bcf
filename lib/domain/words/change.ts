import type { Impact } from '../impact';
import type { ChangeView } from '../views';

const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`);

/** Names in a sentence: "“A”, “B” and “C”". */
function listed(names: readonly string[]): string {
  const all = quoted(names);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

const approvals = (count: number) => `${count} more ${count === 1 ? 'approval' : 'approvals'}`;

/**
 * What approvals are missing and who asks for them, in a sentence; null where none is.
 * E.g. "Needs 1 more approval, by an admin; asked for by the rule “Money moves”."
 */
export function missingWords({ missing, rules }: ChangeView['requirement']): string | null {
  const { admins } = missing;
  const total = Math.max(missing.approvers, admins);
  if (total === 0) return null;
  const whose =
    admins === 0
      ? ''
      : admins < total
        ? `, ${admins} of them by an admin`
        : admins === 1
          ? ', by an admin'
          : ', by admins';
  const asking =
    rules.length === 0
      ? ''
      : `; asked for by the ${rules.length === 1 ? 'rule' : 'rules'} ${listed(rules)}`;
  return `Needs ${approvals(total)}${whose}${asking}.`;
}

const counted = (count: number) =>
  `${count.toLocaleString('en')} ${count === 1 ? 'account' : 'accounts'}`;

/** How far a change reaches, in a sentence: as it would, or as it did. */
export function impactSentence({ accounts, flipping }: Impact, done: boolean): string {
  if (accounts === 0) return `It ${done ? 'touched' : 'touches'} no account.`;
  const reach = `It ${done ? 'touched' : 'touches'} ${counted(accounts)}`;
  if (flipping === 0) return `${reach}; nothing ${done ? 'came' : 'comes'} to another value.`;
  const came = done ? 'came' : 'comes';
  const some = flipping === accounts ? 'all' : flipping.toLocaleString('en');
  const whose = accounts === 1 ? 'it' : `${some} of them`;
  return `${reach}; for ${whose} something ${came} to another value.`;
}
