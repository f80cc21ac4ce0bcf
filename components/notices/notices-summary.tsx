import { Link } from '@/components/ui/link';
import type { EndpointView } from '@/lib/domain/notice-endpoints';
import { buttonClass } from '../ui/button';

/** The way to the page of notices. */
export function OpenNotices() {
  return (
    <Link href="/settings/notices" className={buttonClass('secondary', 'sm')}>
      Open notices
    </Link>
  );
}

/** Who is told of changes and whether that works, in a sentence. */
export function NoticesSummary({ endpoints }: { endpoints: readonly EndpointView[] }) {
  const failing = endpoints.filter(({ state }) => state === 'failing' || state === 'gone');
  if (endpoints.length === 0) {
    return <p className="text-ink-2">No other system is told of changes yet.</p>;
  }
  return (
    <p>
      {endpoints.length === 1
        ? 'One endpoint is told of changes.'
        : `${endpoints.length} endpoints are told of changes.`}{' '}
      {failing.length > 0 && (
        <span className="font-medium text-danger">
          Nothing comes through to {failing.map(({ description }) => description).join(', ')}.
        </span>
      )}
    </p>
  );
}
