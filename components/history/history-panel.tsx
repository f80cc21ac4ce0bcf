'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type RefObject, useRef, useState } from 'react';
import type { AccountHistory } from '@/lib/domain/history-view';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { useGoTo } from './go-to';
import { MomentForm } from './moment-form';
import { sinceOf, stopFor } from './moments';
import { SinceLine } from './since-line';
import { TimeSlider } from './time-slider';
import { type Asked, useAsked } from './use-asked';
import { causesWords, dayWords, utcWords } from './words';

/** The way through an account's past: a slider over its time, and what the chosen moment is. */
export function HistoryPanel({
  account,
  revision,
  asked,
  at,
  differing,
  onGo,
}: {
  account: string;
  revision: number;
  asked: Asked;
  at: string | null;
  differing: number;
  onGo: () => void;
}) {
  const path = `/api/accounts/${encodeURIComponent(account)}/history`;
  const history = useAsked<AccountHistory>(asked, path, revision);
  const { goTo, pending } = useGoTo(at, onGo);
  const slider = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState(at);
  // What one has gone to stands there at once; the page follows.
  const chosen = pending ? wanted : at;
  const go = (to: string | null) => {
    setWanted(to);
    goTo(to);
  };
  return (
    <section
      aria-label="History"
      aria-busy={pending}
      className={cn(
        'mb-3 space-y-2 rounded-lg border bg-surface p-3 print:hidden',
        at !== null && 'border-accent',
      )}
    >
      {history === undefined && <Skeleton className="h-16 w-full" />}
      {history === null && (
        <Notice tone="error" title="The history could not be loaded">
          Load the page anew to try again. Any exact moment can be looked at all the same.
        </Notice>
      )}
      {history && <Through slider={slider} history={history} at={chosen} onGo={go} />}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-60 flex-1 space-y-0.5">
          {history && <SinceLine at={chosen} since={sinceOf(history, chosen ?? history.now)} />}
          {at !== null && (
            <p className="text-ink-2" aria-live="polite">
              Differs from now: {differing} {differing === 1 ? 'cell' : 'cells'}
            </p>
          )}
        </div>
        <MomentForm at={at} onGo={go}>
          {at !== null && (
            <Button
              variant="primary"
              onClick={() => {
                slider.current?.focus();
                go(null);
              }}
            >
              Back to now
            </Button>
          )}
        </MomentForm>
      </div>
    </section>
  );
}

function Through({
  slider,
  history,
  at,
  onGo,
}: {
  slider: RefObject<HTMLInputElement | null>;
  history: AccountHistory;
  at: string | null;
  onGo: (at: string | null) => void;
}) {
  const since = sinceOf(history, at ?? history.now);
  const words = [
    at === null ? 'Now' : `As of ${utcWords(at)}`,
    since && `since ${causesWords(since.causes)}`,
  ];
  const step = (key: 'ArrowLeft' | 'ArrowRight') => {
    const to = stopFor(history, at, key);
    if (to !== undefined) onGo(to);
  };
  return (
    <>
      <div className="flex items-start gap-2">
        <Button
          size="sm"
          aria-label="Previous moment"
          disabled={at !== null && Date.parse(at) <= Date.parse(history.from)}
          onClick={() => step('ArrowLeft')}
        >
          <ChevronLeft aria-hidden className="size-4" />
        </Button>
        <div className="min-w-0 flex-1">
          <TimeSlider
            slider={slider}
            history={history}
            at={at}
            words={words.filter(Boolean).join(', ')}
            onGo={onGo}
          />
        </div>
        <Button
          size="sm"
          aria-label="Next moment"
          disabled={at === null}
          onClick={() => step('ArrowRight')}
        >
          <ChevronRight aria-hidden className="size-4" />
        </Button>
      </div>
      {history.cut && (
        <p className="text-sm text-ink-3">
          What lies before {dayWords(history.from)} is not on the slider. An exact moment leads
          there.
        </p>
      )}
    </>
  );
}
