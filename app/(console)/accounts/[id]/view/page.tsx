import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { accountAsOf } from '@/components/history/account-as-of';
import { PastBanner } from '@/components/history/past-banner';
import { utcWords } from '@/components/history/words';
import { LiveButton, LiveSwitch } from '@/components/live/live-switch';
import { LiveWanting } from '@/components/live/live-wanting';
import { type Address, viewHref } from '@/components/merchant-view/address';
import { MerchantView } from '@/components/merchant-view/merchant-view';
import { ViewBar } from '@/components/merchant-view/view-bar';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { UseInCode } from '@/components/snippets/use-in-code';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { MonoId } from '@/components/ui/mono-id';
import { Notice } from '@/components/ui/notice';
import { withQuery } from '@/components/ui/pager';
import { nameTemplates } from '@/lib/data/templates';
import { isComponent } from '@/lib/domain/catalog';
import { can } from '@/lib/domain/permissions';
import type { AccountSummary } from '@/lib/domain/views';
import { load, openPage, single } from '../../../load';
import { codeSubject } from '../code-subject';
import { pastOf } from '../past';
import { liveOffer } from './live-offer';
import { otherSide } from './other-side';
import { accountsNamed, sideOf, subjectOf, templateNames } from './sides';

export const metadata: Metadata = { title: 'Merchant’s view' };

export default async function MerchantViewPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { id } = await params;
  const query = single(await searchParams);
  const { component, missing, at, against, account: wanted, set, template } = query;
  const address: Address = {
    account: id,
    component: component && isComponent(component) ? component : undefined,
    missing: missing !== '0',
    at,
    against,
    draft: { set, template },
  };
  const context = await openPage(viewHref(address));
  const [now, then, templates, names, other, named] = await load(context.requestId, async () => {
    const [now, { past, wrong }, known] = await Promise.all([
      subjectOf(context, id),
      pastOf(context, id, at),
      templateNames(context),
    ]);
    const names = new Map([...known, ...Object.entries(past?.names ?? {})]);
    const subject = past && { account: accountAsOf(now.account, past), input: past.input };
    const against = subject && query.against === 'now' ? undefined : query.against;
    return Promise.all([
      now,
      { subject, wrong },
      nameTemplates(context, {}),
      names,
      against ? otherSide(context, subject ?? now, names, against, { set, template }) : null,
      wanted ? accountsNamed(context, wanted, id) : null,
    ]);
  });
  if (wanted && named?.some((found) => found.id === wanted)) {
    redirect(viewHref({ ...address, against: `account:${wanted}` }));
  }
  const { account } = now;
  const past = then.subject?.input.at.toISOString();
  const side = then.subject
    ? sideOf(then.subject, names, `As of ${utcWords(past ?? '')}`, past)
    : sideOf(now, names, other?.account ? 'This account' : 'Now');
  const mayLive = can(context.actor, 'sessions:create') && past === undefined;
  const live = mayLive ? liveOffer(account, side.policy) : null;
  const beside = past && against === 'now' ? sideOf(now, names, 'Now') : other?.side;
  return (
    <LiveSwitch key={account.id} offer={live?.offer ?? null}>
      <PageBody>
        <PageHeader
          title="Merchant’s view"
          badges={<Badge>Sketch, sample data</Badge>}
          below={
            <div className="flex flex-wrap items-center gap-x-3">
              <span className="font-medium text-ink">{account.name}</span>
              <MonoId id={account.id} what="account id" className="max-w-full" />
            </div>
          }
          actions={
            <>
              {!past && <UseInCode subject={await codeSubject(side.policy)} />}
              {live?.offer && <LiveButton />}
              {live?.wanting && <LiveWanting>{live.wanting}</LiveWanting>}
              <Link
                href={withQuery(`/accounts/${account.id}`, { at: past })}
                className={buttonClass()}
              >
                <ArrowLeft aria-hidden className="size-4" />
                Policy
              </Link>
            </>
          }
        />
        {past && <PastBanner at={past} />}
        {then.wrong !== null && (
          <Notice tone="error" title="That moment cannot be shown. What you see is the view now.">
            {then.wrong}
          </Notice>
        )}
        <ViewBar
          address={address}
          templates={templates.map(({ key, name }) => ({ key, name }))}
          account={other?.account ?? null}
          wanted={wanted}
        />
        {other?.notice && <Notice title={other.notice.title}>{other.notice.text}</Notice>}
        {wanted && named && <Named text={wanted} accounts={named} address={address} />}
        <MerchantView side={side} other={beside ?? null} address={address} />
      </PageBody>
    </LiveSwitch>
  );
}

/** The accounts that a name may mean, or that none does. */
function Named({
  text,
  accounts,
  address,
}: {
  text: string;
  accounts: readonly AccountSummary[];
  address: Address;
}) {
  if (accounts.length === 0) {
    return <Notice title="No other account matches">Nothing is named or called “{text}”.</Notice>;
  }
  return (
    <Notice title={`Which account is “${text}”?`}>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {accounts.map(({ id, name }) => (
          <li key={id}>
            <Link
              href={viewHref({ ...address, against: `account:${id}` })}
              className="font-medium text-accent-text hover:underline"
            >
              {name}
            </Link>{' '}
            <span className="font-mono text-sm text-ink-3">{id}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
