import { Columns2, Eye, Unplug } from 'lucide-react';
import type { Metadata } from 'next';
import { AccountFacts } from '@/components/accounts/account-facts';
import { AccountPolicy } from '@/components/accounts/account-policy';
import { AuditTable } from '@/components/audit/audit-table';
import { OpenChanges } from '@/components/changes/open-changes';
import { compareHref } from '@/components/compare/address';
import { AccountDrift } from '@/components/drift/account-drift';
import { AccountFees } from '@/components/fees/account-fees';
import { accountAsOf } from '@/components/history/account-as-of';
import { PastBanner } from '@/components/history/past-banner';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { UseInCode } from '@/components/snippets/use-in-code';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { MonoId } from '@/components/ui/mono-id';
import { withQuery } from '@/components/ui/pager';
import { Section } from '@/components/ui/section';
import { getAccount } from '@/lib/data/accounts';
import { listAudit } from '@/lib/data/audit';
import { openChangesOf } from '@/lib/data/changes/open-changes';
import { driftOfAccount } from '@/lib/data/drift';
import { getPolicyInput } from '@/lib/data/policy';
import { nameTemplates } from '@/lib/data/templates';
import { can } from '@/lib/domain/permissions';
import { resolve } from '@/lib/domain/resolve';
import { CONTROLLERS } from '@/lib/domain/words/controllers';
import { load, openPage, single } from '../../load';
import { codeSubject } from './code-subject';
import { pastOf } from './past';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage({ params, searchParams }: PageProps<'/accounts/[id]'>) {
  const { id } = await params;
  const { show, cell, at } = single(await searchParams);
  const context = await openPage(
    withQuery(`/accounts/${encodeURIComponent(id)}`, { show, cell, at }),
  );
  const mayReadAudit = can(context.actor, 'audit:read');
  const [account, input, templates, { past, wrong }, audit, open, drift] = await load(
    context.requestId,
    () =>
      Promise.all([
        getAccount(context, { id }),
        getPolicyInput(context, { account: id }),
        nameTemplates(context, {}),
        pastOf(context, id, at),
        mayReadAudit
          ? listAudit(context, { subjectKind: 'account', subjectId: id, limit: 8 })
          : null,
        openChangesOf(context, { kind: 'account', id }),
        driftOfAccount(context, { account: id }),
      ]),
  );
  return (
    <PageBody>
      <PageHeader
        title={account.name}
        badges={
          <>
            <Badge>{CONTROLLERS[account.controller]}</Badge>
            {account.disconnectedAt && (
              <Badge tone="danger">
                <Unplug aria-hidden />
                Disconnected: nothing is minted
              </Badge>
            )}
          </>
        }
        below={<MonoId id={account.id} what="account id" className="max-w-full" />}
        actions={
          <>
            {!past && <UseInCode subject={await codeSubject(resolve(input))} />}
            <Link
              href={compareHref({
                left: `account:${account.id}`,
                right: `template:${account.template.key}`,
              })}
              className={buttonClass()}
            >
              <Columns2 aria-hidden className="size-4" />
              Compare
            </Link>
            <Link
              href={withQuery(`/accounts/${encodeURIComponent(account.id)}/view`, {
                at: past?.input.at.toISOString(),
              })}
              className={buttonClass()}
              prefetch={false}
            >
              <Eye aria-hidden className="size-4" />
              Merchant’s view
            </Link>
          </>
        }
      />
      {!past && <OpenChanges changes={open} what="account" />}
      {!past && <AccountDrift account={account.id} drift={drift} />}
      {past && <PastBanner at={past.input.at.toISOString()} />}
      <AccountPolicy
        key={account.id}
        account={account}
        input={input}
        templates={templates.map(({ key, name }) => ({ key, name }))}
        editable={can(context.actor, 'policy:write')}
        past={past && { ...past, account: accountAsOf(account, past) }}
        wrongMoment={wrong}
        mayReadAudit={mayReadAudit}
        show={show}
        cell={cell}
        facts={
          <AccountFacts
            account={past ? accountAsOf(account, past) : account}
            refreshable={!past && can(context.actor, 'mirror:manage')}
          />
        }
      >
        {!past && can(context.actor, 'fees:read') && (
          <AccountFees
            key={account.id}
            account={account.id}
            name={account.name}
            refundable={can(context.actor, 'fees:refund')}
          />
        )}
        {audit && (
          <Section
            title="Recent audit"
            flush
            aside={
              <Link
                href={`/audit?subject=${encodeURIComponent(account.id)}`}
                className="text-sm text-accent-text hover:underline"
              >
                All of this account
              </Link>
            }
          >
            {audit.data.length > 0 ? (
              <AuditTable entries={audit.data} withSubject={false} />
            ) : (
              <EmptyState title="Nothing yet">
                No change and no mint of this account is on record.
              </EmptyState>
            )}
          </Section>
        )}
      </AccountPolicy>
    </PageBody>
  );
}
