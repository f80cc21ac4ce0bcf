import type { Side } from '@/components/merchant-view/sketch';
import { withQuery } from '@/components/ui/pager';
import { getAccount, listAccounts } from '@/lib/data/accounts';
import type { Context } from '@/lib/data/context';
import { getPolicyInput } from '@/lib/data/policy';
import { nameTemplates } from '@/lib/data/templates';
import type { PolicyInput } from '@/lib/domain/policy';
import { isInForce, resolve } from '@/lib/domain/resolve';
import type { AccountDetail, AccountSummary } from '@/lib/domain/views';

/** An account with what decides its policy. */
export interface Subject {
  account: AccountDetail;
  input: PolicyInput;
}

export async function subjectOf(context: Context, id: string): Promise<Subject> {
  const [account, input] = await Promise.all([
    getAccount(context, { id }),
    getPolicyInput(context, { account: id }),
  ]);
  return { account, input };
}

/** All template names by key; archived ones may still stand in somebody's chain. */
export async function templateNames(context: Context): Promise<ReadonlyMap<string, string>> {
  const templates = await nameTemplates(context, { archived: true });
  return new Map(templates.map(({ key, name }) => [key, name]));
}

/** What makes a dashboard what it is: "Template Retail, 2 overrides". */
function captionOf(
  { disconnectedAt }: AccountDetail,
  { at, overrides, templates: [{ key }] }: PolicyInput,
  names: ReadonlyMap<string, string>,
): string {
  const own = overrides.filter((override) => isInForce(override, at)).length;
  return [
    `Template ${names.get(key) ?? key}`,
    own > 0 && `${own} ${own === 1 ? 'override' : 'overrides'}`,
    disconnectedAt !== null && 'disconnected: no session is minted',
  ]
    .filter(Boolean)
    .join(', ');
}

/** An account's dashboard as it is now; with `at`, a subject of that moment as it was then. */
export function sideOf(
  { account, input }: Subject,
  names: ReadonlyMap<string, string>,
  title: string,
  at?: string,
): Side {
  const path = `/accounts/${encodeURIComponent(account.id)}`;
  return {
    title,
    caption: captionOf(account, input, names),
    merchant: {
      id: account.id,
      name: account.name,
      currency: account.defaultCurrency,
      traits: account.traits,
    },
    policy: resolve(input),
    names,
    cellHref: (cell) => withQuery(path, { at, cell }),
  };
}

/** Accounts that somebody may mean by a name or an id, other than this one. */
export async function accountsNamed(
  context: Context,
  text: string,
  except: string,
): Promise<AccountSummary[]> {
  const { data } = await listAccounts(context, { q: text.slice(0, 200), limit: 7 });
  return data.filter(({ id }) => id !== except);
}
