import { Link } from '@/components/ui/link';
import type { DeliveryView } from '@/lib/domain/notice-endpoints';
import { changePath } from '../changes/address';
import { Badge } from '../ui/badge';
import { cn } from '../ui/cn';
import { MonoId } from '../ui/mono-id';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { SendButton } from './send-button';
import { SentBody } from './sent-body';
import { attemptWords, REACH_WORDS, STATUS_WORDS, typeWord } from './words';

/** Columns that a narrow screen has no room for. */
const WIDE = 'hidden md:table-cell';

/** Deliveries, the newest first; each opens to its attempts. */
export function DeliveryTable({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  return (
    <Table label="Deliveries">
      <thead>
        <tr>
          <Th className={WIDE}>When</Th>
          <Th className={WIDE}>Status</Th>
          <Th className={WIDE}>Endpoint</Th>
          <Th className={WIDE}>Reach</Th>
          <Th className="w-full max-md:pl-4">Notice</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ delivery }: { delivery: DeliveryView }) {
  const { createdAt, endpoint, notice } = delivery;
  const reach = notice.reach && REACH_WORDS[notice.reach].word;
  return (
    <tr className="hover:bg-sunken/60 [&>td]:align-top last:[&>td]:border-b-0">
      <Td className={cn(WIDE, 'text-ink-2')}>
        <Time at={createdAt} seconds />
      </Td>
      <Td className={WIDE}>
        <Status delivery={delivery} />
      </Td>
      <Td className={cn(WIDE, 'whitespace-nowrap')}>
        <span title={endpoint.url} className="block max-w-48 truncate">
          {endpoint.description}
        </span>
        {endpoint.removed && <span className="text-sm text-ink-3">removed</span>}
      </Td>
      <Td className={cn(WIDE, 'whitespace-nowrap text-ink-2')}>{reach}</Td>
      <Td className="max-w-0 min-w-56 max-md:pl-4">
        <div className="mb-1 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-ink-2 md:hidden">
          <Status delivery={delivery} />
          <Time at={createdAt} />
          <span className="wrap-anywhere">
            {endpoint.description}
            {reach && `, ${reach.toLowerCase()}`}
          </span>
        </div>
        <What delivery={delivery} />
      </Td>
      <Td className="w-0">
        {!endpoint.removed && (
          <SendButton
            path={`/api/notice-deliveries/${delivery.id}/redeliver`}
            text={delivery.status === 'pending' ? 'Send now' : 'Redeliver'}
            label={`${delivery.status === 'pending' ? 'Send now' : 'Redeliver'}: ${nameOf(delivery)}, to ${endpoint.description}`}
            done={`It is on its way to ${endpoint.description}.`}
          />
        )}
      </Td>
    </tr>
  );
}

const nameOf = ({ notice: { type, change } }: DeliveryView) =>
  change ? `${typeWord(type)}, ${change.reason}` : typeWord(type);

function Status({ delivery: { status } }: { delivery: DeliveryView }) {
  const { word, tone } = STATUS_WORDS[status];
  return <Badge tone={tone}>{word}</Badge>;
}

/** What was told, of which change; below it, folded, each attempt and what was sent. */
function What({ delivery }: { delivery: DeliveryView }) {
  const { id, notice, attempts, nextAt } = delivery;
  return (
    <>
      <p className="truncate">
        <span className="font-medium">{typeWord(notice.type)}</span>
        {notice.change && (
          <>
            {': '}
            <Link
              href={changePath(notice.change.id)}
              title={notice.change.reason}
              className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
            >
              {notice.change.reason}
            </Link>
          </>
        )}
      </p>
      <details className="min-w-0">
        <summary className="cursor-pointer rounded py-1 text-sm text-ink-2 marker:text-ink-3">
          <Summary delivery={delivery} />
        </summary>
        <div className="mt-1.5 mb-1 space-y-1.5 border-l-2 border-line pl-3 text-sm">
          {attempts.map((attempt) => (
            <p key={attempt.number}>
              <span className="text-ink-3">{attempt.number}. </span>
              <Time at={attempt.at} seconds />: {attemptWords(attempt)}, in{' '}
              {attempt.ms.toLocaleString('en')} ms
            </p>
          ))}
          {nextAt && attempts.length > 0 && (
            <p>
              <span className="text-ink-3">{attempts.length + 1}. </span>
              due <Time at={nextAt} seconds />
            </p>
          )}
          <p className="flex min-w-0 flex-wrap items-center gap-x-1 text-ink-3">
            Notice <MonoId id={notice.id} what="notice id" />
          </p>
          <SentBody id={id} />
        </div>
      </details>
    </>
  );
}

/** How it stands, in one line: the last attempt, and what comes next. */
function Summary({ delivery: { attempts, status, nextAt } }: { delivery: DeliveryView }) {
  const last = attempts.at(-1);
  const count = attempts.length;
  if (!last) return status === 'pending' ? 'Not tried yet' : 'Never tried';
  const tries = count === 1 ? '1 attempt' : `${count} attempts`;
  return (
    <>
      {tries}, {status === 'delivered' ? '' : 'the last one: '}
      {attemptWords(last)}
      {nextAt && (
        <>
          ; next <Time at={nextAt} seconds />
        </>
      )}
    </>
  );
}
