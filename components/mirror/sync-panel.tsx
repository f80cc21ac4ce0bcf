'use client';

import { useEffect, useRef } from 'react';
import type { SyncStatus, SyncView } from '@/lib/domain/mirror';
import { Fact, Facts } from '../settings/facts';
import { Ago } from '../ui/ago';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Section } from '../ui/section';
import { Time } from '../ui/time';
import { useAskedFor } from '../ui/use-asked-for';
import { useSync } from './use-sync';
import { outcomeWords, progressWords, STATES, waitWords } from './words';

/** How the mirror is kept like Stripe: the run under way or the last one, and Stripe's events. */
export function SyncPanel({ status: initial, may }: { status: SyncStatus; may: boolean }) {
  const { status, busy, start, cancel } = useSync(initial);
  const { running, last, nextAt, events } = status;
  const shown = running ?? last;
  const button = useRef<HTMLButtonElement>(null);
  const { asked, done } = useAskedFor(may ? 'sync' : undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address asks once
  useEffect(() => {
    if (!asked) return;
    button.current?.focus();
    done();
  }, [asked]);
  return (
    <Section
      title="Mirror"
      aside={
        may &&
        (running ? (
          <Button size="sm" disabled={busy} onClick={cancel}>
            Cancel sync
          </Button>
        ) : (
          <Button ref={button} size="sm" disabled={busy} onClick={start}>
            Sync all accounts
          </Button>
        ))
      }
    >
      <div className="space-y-3">
        {shown ? <Run run={shown} /> : <p className="text-ink-2">No sync has run yet.</p>}
        <Facts>
          {shown && (
            <>
              <Fact name="Started" wide>
                <Time at={shown.startedAt} />{' '}
                {shown.kind === 'reconcile' ? 'by the schedule' : `by ${shown.by.name}`}
              </Fact>
              {shown.endedAt && (
                <Fact name="Ended">
                  <Time at={shown.endedAt} />
                </Fact>
              )}
            </>
          )}
          <Fact name="Next">
            {running ? (
              'After this one'
            ) : nextAt ? (
              <Time at={nextAt} />
            ) : (
              <span className="text-ink-2">None is scheduled</span>
            )}
          </Fact>
          <Fact name="Events of Stripe" wide>
            <Events events={events} />
          </Fact>
        </Facts>
      </div>
    </Section>
  );
}

function Run({ run }: { run: SyncView }) {
  const { word, tone } = STATES[run.status];
  const running = run.status === 'running';
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span role="status">
          <span className="sr-only">Sync: </span>
          <Badge tone={tone}>{word}</Badge>
        </span>
        <span className="tabular-nums">{running ? progressWords(run) : outcomeWords(run)}</span>
      </div>
      {run.waiting && (
        <Notice title={waitWords(run.waiting.code)}>
          <p>
            The sync waits and goes on at <Time at={run.waiting.until} seconds />. Nothing is lost.
          </p>
        </Notice>
      )}
      {run.error && (
        <Notice tone="error" title="The sync failed. What it had saved by then is kept.">
          <p>{run.error}</p>
        </Notice>
      )}
    </>
  );
}

function Events({ events }: { events: SyncStatus['events'] }) {
  if (!events.expected) {
    return (
      <span className="text-ink-2">
        Not set up: changes at Stripe come in with the next sync. Put the signing secret of an
        endpoint into STRIPE_WEBHOOK_SECRET.
      </span>
    );
  }
  return events.lastAt ? (
    <>
      Last one <Ago at={events.lastAt} />
    </>
  ) : (
    <span className="text-ink-2">None came in yet</span>
  );
}
