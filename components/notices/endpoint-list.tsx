import type { EndpointView } from '@/lib/domain/notice-endpoints';
import { Badge } from '../ui/badge';
import { EmptyState } from '../ui/empty-state';
import { Time } from '../ui/time';
import { EndpointActs } from './endpoint-acts';
import { STATE_WORDS, wantedWords } from './words';

/** All endpoints: where each leads, how it does, what it gets. */
export function EndpointList({ endpoints }: { endpoints: readonly EndpointView[] }) {
  if (endpoints.length === 0) {
    return (
      <EmptyState title="Nobody is told yet">
        Add an endpoint, and it gets a signed POST whenever a change is reviewed, applied or taken
        back.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Endpoints" className="divide-y">
      {endpoints.map((endpoint) => (
        <li
          key={endpoint.id}
          className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1.5 px-4 py-2.5"
        >
          <div className="min-w-0 flex-1 basis-80">
            <div className="flex flex-wrap items-center gap-x-2">
              <h3 className="min-w-0 font-medium wrap-anywhere">{endpoint.description}</h3>
              <Badge tone={STATE_WORDS[endpoint.state].tone}>
                {STATE_WORDS[endpoint.state].word}
              </Badge>
              <span className="text-sm text-ink-2">
                <Doing endpoint={endpoint} />
              </span>
            </div>
            <p className="font-mono text-sm wrap-anywhere text-ink-3">{endpoint.url}</p>
            <p className="text-sm text-ink-2">
              {wantedWords(endpoint.events, endpoint.reaches)}
              {endpoint.oldSecretEndsAt && (
                <>
                  {' '}
                  Signed with the old secret too until <Time at={endpoint.oldSecretEndsAt} />.
                </>
              )}
            </p>
          </div>
          <EndpointActs endpoint={endpoint} />
        </li>
      ))}
    </ul>
  );
}

/** Since when it does what it does, and how much waits for it. */
function Doing({ endpoint }: { endpoint: EndpointView }) {
  const { state, failingSince, pausedAt, lastDeliveredAt, waiting } = endpoint;
  const waits = waiting > 0 ? `${waiting.toLocaleString('en')} waiting` : null;
  return (
    <>
      {state === 'works' && lastDeliveredAt && (
        <>
          last delivered <Time at={lastDeliveredAt} />
        </>
      )}
      {state === 'failing' && failingSince && (
        <>
          since <Time at={failingSince} />
        </>
      )}
      {state === 'paused' && pausedAt && (
        <>
          since <Time at={pausedAt} />
        </>
      )}
      {state === 'gone' && pausedAt && (
        <>
          it answered 410 on <Time at={pausedAt} />, so it is paused
        </>
      )}
      {waits && (state === 'new' ? waits : `, ${waits}`)}
    </>
  );
}
