import type { FeeDetail } from '@/lib/domain/fees/views';
import { moneyWord } from '@/lib/domain/money';
import { Time } from '../ui/time';

/** Failed refunds that are listed, the latest. */
const FAILED = 3;

/** A fee's refunds, the newest first: whose and why where they were asked for here. */
export function FeeRefunds({ fee: { refunds, requests, currency } }: { fee: FeeDetail }) {
  const failed = requests.filter(({ state }) => state === 'failed').slice(0, FAILED);
  if (refunds.length === 0 && failed.length === 0) return null;
  const byId = new Map(requests.map((request) => [request.id, request]));
  return (
    <section aria-label="Refunds" className="rounded-md border">
      <ul className="divide-y">
        {refunds.map(({ id, amount, createdAt, request }) => {
          const ours = request === null ? undefined : byId.get(request);
          return (
            <li key={id} className="px-3 py-1.5">
              <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-medium tabular-nums">{moneyWord(amount, currency)}</span>
                <span className="text-sm text-ink-3">
                  <Time at={createdAt} />
                </span>
              </div>
              <p className="text-sm wrap-anywhere text-ink-2">
                {ours ? `${ours.by.name}: ${ours.reason}` : 'Refunded elsewhere'}
              </p>
            </li>
          );
        })}
        {failed.map(({ id, amount, askedAt, by, error }) => (
          <li key={id} className="px-3 py-1.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="text-ink-3">
                <span className="tabular-nums line-through">{moneyWord(amount, currency)}</span>{' '}
                <span className="text-sm">failed</span>
              </span>
              <span className="text-sm text-ink-3">
                <Time at={askedAt} />
              </span>
            </div>
            <p className="text-sm wrap-anywhere text-ink-2">{`${by.name}. ${error?.message ?? ''}`}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
