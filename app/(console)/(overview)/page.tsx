import type { Metadata } from 'next';
import { MintsChart } from '@/components/overview/mints-chart';
import {
  CeilingList,
  ChangeList,
  DriftList,
  ExpiringList,
} from '@/components/overview/overview-lists';
import { TemplateBars } from '@/components/overview/template-bars';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { Time } from '@/components/ui/time';
import { countAccounts } from '@/lib/data/accounts';
import { driftingCells } from '@/lib/data/drift';
import { getOverview } from '@/lib/data/overview';
import { can } from '@/lib/domain/permissions';
import { load, openPage } from '../load';

export const metadata: Metadata = { title: 'Overview' };

const more = 'text-sm text-ink-2 hover:underline';

const DRIFT_SHOWN = 8;

export default async function OverviewPage() {
  const context = await openPage('/');
  const [overview, counts, drifting, drift] = await load(context.requestId, () =>
    Promise.all([
      getOverview(context, undefined),
      countAccounts(context, {}),
      countAccounts(context, { drifting: true }),
      driftingCells(context, { limit: DRIFT_SHOWN }),
    ]),
  );
  const figure = (count: number) => `${count.toLocaleString('en')}${counts.capped ? '+' : ''}`;
  const audit = can(context.actor, 'audit:read');
  return (
    <PageBody>
      <PageHeader
        title="Overview"
        below={
          <>
            <Link href="/accounts" className="hover:underline">
              {figure(counts.accounts)} accounts
            </Link>
            {', '}
            <Link href="/accounts?deviating=true" className="hover:underline">
              {figure(counts.deviating)} deviate from their template
            </Link>
            {drifting.accounts > 0 && (
              <>
                {', '}
                <Link href="/accounts?drifting=true" className="hover:underline">
                  {drifting.accounts.toLocaleString('en')}
                  {drifting.capped ? '+' : ''} {drifting.accounts === 1 ? 'drifts' : 'drift'}
                </Link>
              </>
            )}
            {overview.countedAt !== overview.at && (
              <p className="mt-1 text-sm">
                Templates, mints and limits are as of <Time at={overview.countedAt} seconds />:
                counting so many accounts takes a while. Load the page again for a later count.
              </p>
            )}
          </>
        }
      />
      <div className="grid min-w-0 items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <Section title="Accounts by template">
            <TemplateBars templates={overview.templates} />
          </Section>
          <Section
            title="Overrides about to expire"
            flush
            aside={
              <Link href="/accounts?expiring=true" className={more}>
                All with an expiry
              </Link>
            }
          >
            <ExpiringList expiring={overview.expiring} at={overview.at} />
          </Section>
          <Section title="Where Stripe’s limits bite" flush>
            <CeilingList ceilings={overview.ceilings} />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Section
            title="Mints, last 14 days"
            aside={
              audit && (
                <Link href="/audit?action=session.mint" className={more}>
                  All mints
                </Link>
              )
            }
          >
            <MintsChart days={overview.mints} linked={audit} />
          </Section>
          <Section
            title="Recent changes"
            flush
            aside={
              <Link href="/changes" className={more}>
                All changes
              </Link>
            }
          >
            <ChangeList changes={overview.changes} />
          </Section>
          <Section
            title="Drift: Stripe answers otherwise"
            flush
            aside={
              <Link href="/drift" className={more}>
                All drift
              </Link>
            }
          >
            <DriftList cells={drift} />
          </Section>
        </div>
      </div>
    </PageBody>
  );
}
