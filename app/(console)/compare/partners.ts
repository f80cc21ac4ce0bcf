import { type CompareAddress, sideText } from '@/components/compare/address';
import type { Partner, PartnerGroup } from '@/components/compare/partners';
import {
  type AccountSubject,
  overridesInForce,
  type Subject,
  type TemplateSubject,
} from '@/components/compare/subject';
import { listAccounts } from '@/lib/data/accounts';
import type { Context } from '@/lib/data/context';
import type { AccountSummary, TemplateRef } from '@/lib/domain/views';

const MOST = 6;

/** What is set against the one side that is there. */
type Against = (text: string) => CompareAddress;

const countWords = (overrides: number) =>
  overrides === 0 ? 'no overrides' : `${overrides} ${overrides === 1 ? 'override' : 'overrides'}`;

function accounts(against: Against, found: readonly AccountSummary[]): Partner[] {
  return found.slice(0, MOST).map(({ id, name, overrides }) => ({
    address: against(sideText({ kind: 'account', id })),
    name,
    hint: countWords(overrides),
  }));
}

const templates = (against: Against, found: readonly TemplateRef[]): Partner[] =>
  found.map(({ key, name }) => ({
    address: against(sideText({ kind: 'template', id: key })),
    name,
  }));

async function ofAccount(
  context: Context,
  subject: AccountSubject,
  against: Against,
): Promise<PartnerGroup[]> {
  const { id, template } = subject.account;
  const { data } = await listAccounts(context, { template: template.key, limit: MOST + 1 });
  const [own] = templates(against, [template]);
  const deviates = overridesInForce(subject).length > 0;
  const hint = deviates ? 'what its overrides do' : 'it has no overrides';
  return [
    { title: 'Its template', partners: own ? [{ ...own, hint }] : [] },
    {
      title: `Other accounts of ${template.name}`,
      partners: accounts(
        against,
        data.filter((account) => account.id !== id),
      ),
    },
  ];
}

async function ofTemplate(
  context: Context,
  { template }: TemplateSubject,
  against: Against,
): Promise<PartnerGroup[]> {
  const { data } = await listAccounts(context, {
    template: template.key,
    deviating: true,
    limit: MOST,
  });
  return [
    { title: 'Extends', partners: templates(against, template.extends ? [template.extends] : []) },
    { title: 'Extended by', partners: templates(against, template.children) },
    { title: 'Its accounts with overrides', partners: accounts(against, data) },
  ];
}

/** Where nothing is chosen yet: accounts that deviate, each beside its template. */
async function toBeginWith(context: Context, address: CompareAddress): Promise<PartnerGroup[]> {
  const { data } = await listAccounts(context, { deviating: true, limit: MOST });
  return [
    {
      title: 'Accounts with overrides, beside their template',
      partners: data.map(({ id, name, template, overrides }) => ({
        address: {
          ...address,
          left: sideText({ kind: 'account', id }),
          right: sideText({ kind: 'template', id: template.key }),
        },
        name: `${name} and ${template.name}`,
        hint: countWords(overrides),
      })),
    },
  ];
}

/** The comparisons that are likely meant while a side is missing; groups without any are left out. */
export async function partnersFor(
  context: Context,
  address: CompareAddress,
  left: Subject | null,
  right: Subject | null,
): Promise<PartnerGroup[]> {
  const there = left ?? right;
  const against: Against = (text) => ({ ...address, [left ? 'right' : 'left']: text });
  const groups = !there
    ? await toBeginWith(context, address)
    : there.kind === 'account'
      ? await ofAccount(context, there, against)
      : await ofTemplate(context, there, against);
  return groups.filter(({ partners }) => partners.length > 0);
}
