import { CircleAlert } from 'lucide-react';
import { Button } from '../ui/button';
import { Skeleton } from '../ui/skeleton';
import type { Step } from './item';
import { keyName } from './keys';

const ROWS = ['w-40', 'w-56', 'w-32', 'w-48'];

/** Stands where the list is about to be. */
export function Waiting() {
  return (
    <div className="pt-7">
      {ROWS.map((width) => (
        <div key={width} className="flex h-9 items-center gap-3 px-3">
          <Skeleton className="size-4 rounded-full" />
          <Skeleton className={`h-3.5 ${width}`} />
          <Skeleton className="ml-auto h-3 w-24" />
        </div>
      ))}
    </div>
  );
}

/** Says why accounts, templates and changes could not be searched. */
export function Problem({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <div role="alert" className="flex items-center gap-3 px-3 py-2 text-danger">
      <CircleAlert aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">{text}</span>
      <Button size="sm" onClick={onRetry}>
        Search again
      </Button>
    </div>
  );
}

/** Says that nothing was found, and what could be. */
export function Nothing({ text, step }: { text: string; step: Step | null }) {
  if (step && text === '') {
    return (
      <p className="px-3 py-8 text-center text-ink-2">
        Type a part of its name, its email or its id.
      </p>
    );
  }
  return (
    <div className="px-3 py-8 text-center">
      <p className="font-medium break-words">Nothing matches “{text}”</p>
      <p className="mt-1 text-ink-2">
        Try a part of a name, an id, a component or a feature, or both at once: “payouts acme”.
      </p>
    </div>
  );
}

const KEYS = [
  { keys: ['↑', '↓'], text: 'move' },
  { keys: ['↵'], text: 'open' },
  { keys: ['Ctrl', '↵'], text: 'in a new tab' },
  { keys: ['Ctrl', 'C'], text: 'copy its id' },
  { keys: ['?'], text: 'all shortcuts' },
];

/** The keys of the palette, and for who cannot see the list, how long it is. */
export function AskFooter({ count }: { count: number | null }) {
  return (
    <>
      <p
        aria-hidden
        className="flex shrink-0 flex-wrap gap-x-4 border-t bg-sunken px-4 py-2 text-xs text-ink-2 max-sm:hidden"
      >
        {KEYS.map(({ keys, text }) => (
          <span key={text}>
            <kbd className="font-sans font-medium text-ink">{keys.map(keyName).join(' ')}</kbd>{' '}
            {text}
          </span>
        ))}
      </p>
      <p role="status" className="sr-only">
        {count === null ? 'Searching' : `${count} ${count === 1 ? 'result' : 'results'}`}
      </p>
    </>
  );
}
