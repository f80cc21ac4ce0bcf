import type { Side } from '@/components/merchant-view/sketch';
import { withQuery } from '@/components/ui/pager';
import { getAccount, listAccounts } from '@/lib/data/accounts';
import type { Context } from '@/lib/data/context';
import { getPolicyInput } from '@/lib/data/policy';
import { getTemplate, listTemplates } from '@/lib/data/templates';
import { AppError } from '@/lib/domain/errors';
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
  const templates = await listTemplates(context, { archived: true });
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

/** An account's dashboard as it is now. */
export function sideOf(
  { account, input }: Subject,
  names: ReadonlyMap<string, string>,
  title: string,
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
    cellHref: (cell) => withQuery(path, { cell }),
  };
}

/** The same account's dashboard if it had another template; its overrides stay. */
async function sideWithTemplate(
  context: Context,
  { account, input }: Subject,
  names: ReadonlyMap<string, string>,
  key: string,
): Promise<Side> {
  const template = await getTemplate(context, { key });
  const policy: PolicyInput = {
    ...input,
    assignedBy: 'explicit',
    templates: [template, ...template.ancestors],
  };
  return {
    ...sideOf({ account, input: policy }, names, `With ${template.name}`),
    cellHref: (cell) => withQuery(`/templates/${encodeURIComponent(key)}`, { cell }),
  };
}

/** What a view is set against; or null with the reason, where there is no such thing. */
export async function otherSide(
  context: Context,
  subject: Subject,
  names: ReadonlyMap<string, string>,
  against: string,
): Promise<{ side: Side; account: AccountDetail | null } | null> {
  const [, kind, id = ''] = /^(template|account):(.+)$/.exec(against) ?? [];
  try {
    if (kind === 'template') {
      return { side: await sideWithTemplate(context, subject, names, id), account: null };
    }
    if (kind === 'account') {
      const other = await subjectOf(context, id);
      return { side: sideOf(other, names, other.account.name), account: other.account };
    }
    return null;
  } catch (error) {
    if (error instanceof AppError && NOT_THERE.has(error.code)) return null;
    throw error;
  }
}

const NOT_THERE = new Set(['not_found', 'account_not_found', 'invalid_request']);

/** Accounts that somebody may mean by a name or an id, other than this one. */
export async function accountsNamed(
  context: Context,
  text: string,
  except: string,
): Promise<AccountSummary[]> {
  const { data } = await listAccounts(context, { q: text.slice(0, 200), limit: 7 });
  return data.filter(({ id }) => id !== except);
}
