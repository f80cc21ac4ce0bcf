'use client';

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { AccountHistory } from '@/lib/domain/history-view';
import { cn } from '../ui/cn';
import { momentAt, placeOf, stopFor } from './moments';
import { axisWords } from './words';

/** Half a thumb: as far as the ends of the track lie within the slider. */
const INSET = 8;

const TRACK =
  'appearance-none bg-transparent [&::-webkit-slider-runnable-track]:h-1 [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:bg-line-strong [&::-moz-range-track]:h-1 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-line-strong';
const THUMB =
  '[&::-webkit-slider-thumb]:-mt-1.5 [&::-webkit-slider-thumb]:size-4 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-0 [&::-webkit-slider-thumb]:bg-accent [&::-moz-range-thumb]:size-4 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent';
/** The thumb shows the focus: a frame around the whole would lie over ticks and dates. */
const FOCUS =
  'outline-none [&:focus-visible::-webkit-slider-thumb]:outline-2 [&:focus-visible::-webkit-slider-thumb]:outline-offset-2 [&:focus-visible::-webkit-slider-thumb]:outline-accent [&:focus-visible::-moz-range-thumb]:outline-2 [&:focus-visible::-moz-range-thumb]:outline-offset-2 [&:focus-visible::-moz-range-thumb]:outline-accent';

const placed = (place: number) => ({
  left: `calc(${INSET}px + ${place.toFixed(5)} * (100% - ${2 * INSET}px))`,
});

/**
 * All of an account's time from its arrival to now. Every moment at which something changed is a
 * tick, and a stop for the arrow keys; a pointer may also stand between two of them.
 */
export function TimeSlider({
  slider: input,
  history,
  at,
  words,
  onGo,
}: {
  slider: RefObject<HTMLInputElement | null>;
  history: AccountHistory;
  at: string | null;
  /** What the moment is, in words. */
  words: string;
  onGo: (at: string | null) => void;
}) {
  const go = useRef(onGo);
  const [dragged, setDragged] = useState<number | null>(null);
  const [from, now] = [Date.parse(history.from), Date.parse(history.now)];
  const value = dragged ?? (at === null ? now : Date.parse(at));

  useEffect(() => {
    go.current = onGo;
  }, [onGo]);

  // React's own change event fires while it is dragged; the browser's does when it is let go.
  useEffect(() => {
    const slider = input.current;
    const onChange = () => {
      if (slider) go.current(momentAt(history, slider.valueAsNumber));
      setDragged(null);
    };
    slider?.addEventListener('change', onChange);
    return () => slider?.removeEventListener('change', onChange);
  }, [history, input]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = stopFor(history, at, event.key);
    if (to === undefined) return;
    event.preventDefault();
    onGo(to);
  };

  return (
    <div>
      <div className="relative h-7">
        <span aria-hidden className="absolute inset-0">
          {history.moments.map((moment) => (
            <span
              key={moment.at}
              style={placed(placeOf(history, moment.at))}
              className={cn(
                'absolute top-0 h-2 w-px -translate-x-1/2',
                moment.at === at ? 'bg-accent' : 'bg-ink-3',
              )}
            />
          ))}
        </span>
        <input
          ref={input}
          type="range"
          aria-label="Moment in time"
          aria-valuetext={words}
          min={from}
          max={Math.max(now, from + 1)}
          step={1}
          value={Math.min(Math.max(value, from), now)}
          onChange={({ target }) => setDragged(target.valueAsNumber)}
          onKeyDown={onKeyDown}
          className={cn(
            'absolute inset-x-0 top-2 m-0 h-5 w-full cursor-pointer',
            TRACK,
            THUMB,
            FOCUS,
          )}
        />
      </div>
      <p aria-hidden className="flex justify-between px-1 text-xs text-ink-3 tabular-nums">
        <span>{axisWords(history.from, history.now)[0]}</span>
        <span>Now</span>
      </p>
    </div>
  );
}
