import type { Metadata } from 'next';
import { DeliveryFilters } from '@/components/notices/delivery-filters';
import { DeliveryTable } from '@/components/notices/delivery-table';
import { AddEndpoint } from '@/components/notices/endpoint-acts';
import { EndpointList } from '@/components/notices/endpoint-list';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Follow } from '@/components/ui/follow';
import { Link } from '@/components/ui/link';
import { NothingMatches } from '@/components/ui/nothing-matches';
import { Notice } from '@/components/ui/notice';
import { Pager, withQuery } from '@/components/ui/pager';
import { Section } from '@/components/ui/section';
import { deliveryFilter, listNoticeDeliveries } from '@/lib/data/notices/deliveries';
import { listNoticeEndpoints } from '@/lib/data/notices/endpoints';
import type { DeliveryView } from '@/lib/domain/notice-endpoints';
import { load, openPage, single } from '../../load';

export const metadata: Metadata = { title: 'Notices' };

const PATH = '/settings/notices';
const NOTHING = { data: [], nextCursor: null };

/** Whether a delivery is being sent, or about to be: far longer than an attempt may last it is not. */
function isMoving({ nextAt }: DeliveryView, now: Date): boolean {
  if (nextAt === null) return false;
  const ahead = Date.parse(nextAt) - now.getTime();
  return ahead > -15_000 && ahead < 6_000;
}

export default async function NoticesPage({ searchParams }: PageProps<'/settings/notices'>) {
  const query = single(await searchParams);
  const context = await openPage(withQuery(PATH, query));
  const { status, endpoint, change, cursor } = query;
  const filter = deliveryFilter.safeParse({ status, endpoint, change, cursor, limit: 50 });
  const [endpoints, page] = await load(context.requestId, () =>
    Promise.all([
      listNoticeEndpoints(context, undefined),
      filter.success ? listNoticeDeliveries(context, filter.data) : NOTHING,
    ]),
  );
  const filtered = Boolean(status || endpoint || change);
  return (
    <PageBody>
      <PageHeader
        title="Notices"
        below="Signed webhooks that tell other systems what becomes of changes."
        badges={
          <Link href="/settings" className={buttonClass('ghost', 'sm')}>
            All settings
          </Link>
        }
      />
      <Section title="Endpoints" flush aside={<AddEndpoint />}>
        <EndpointList endpoints={endpoints} />
      </Section>
      <Section
        title="Deliveries"
        flush
        aside={<DeliveryFilters query={query} endpoints={endpoints} />}
      >
        {!filter.success && (
          <div className="p-4">
            <Notice tone="error">
              The address holds a filter that is not one of ours. Clear the filters and choose
              again.
            </Notice>
          </div>
        )}
        {page.data.length > 0 ? (
          <DeliveryTable deliveries={page.data} />
        ) : filtered ? (
          <NothingMatches href={PATH}>No delivery fits these filters.</NothingMatches>
        ) : (
          <EmptyState title="Nothing sent yet">
            Each notice to each endpoint will stand here, with every attempt.
          </EmptyState>
        )}
        <Pager path={PATH} query={query} nextCursor={page.nextCursor} />
      </Section>
      {page.data.some((delivery) => isMoving(delivery, context.now)) && (
        <Follow key={context.requestId} />
      )}
    </PageBody>
  );
}
