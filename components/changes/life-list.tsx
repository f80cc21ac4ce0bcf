import { Time } from '../ui/time';
import type { Happening } from './life-words';

/** All that happened to a change, oldest first. */
export function LifeList({ life }: { life: readonly Happening[] }) {
  return (
    <ol className="space-y-3 border-l pl-4">
      {life.map(({ at, by, did, words }) => (
        <li key={`${at} ${did}`} className="relative">
          <span
            aria-hidden
            className="absolute top-1.5 -left-[21px] size-2 rounded-full border-2 border-surface bg-ink-3 ring-1 ring-line-strong"
          />
          <p>
            <span className="font-medium">{by.name}</span>
            {by.kind === 'token' && <span className="text-sm text-ink-3"> (token)</span>} {did}
          </p>
          {words && (
            <blockquote className="mt-0.5 border-l-2 border-line-strong pl-2 whitespace-pre-line text-ink-2 wrap-anywhere">
              {words}
            </blockquote>
          )}
          <p className="text-sm text-ink-3">
            <Time at={at} seconds />
          </p>
        </li>
      ))}
    </ol>
  );
}
