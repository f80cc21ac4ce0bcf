import { Link } from '@/components/ui/link';
import type { CauseView, MomentView } from '@/lib/domain/history-view';
import { cellName } from '@/lib/domain/words/cells';
import { changePath } from '../changes/address';
import { causeWords, utcWords } from './words';

/** Most cells that are named; further ones are counted. */
const NAMED = 4;

/** What the moment is that is shown, what made its policy, and which cells flipped then. */
export function SinceLine({ at, since }: { at: string | null; since: MomentView | null }) {
  return (
    <div className="min-w-0 space-y-0.5">
      <p>
        <span className="font-medium">{at === null ? 'Now' : `As of ${utcWords(at)}`}</span>
        {since?.causes.map((cause, index) => (
          <span key={cause.kind === 'change' ? cause.change.id : cause.kind}>
            {index === 0 ? ', since ' : ' and '}
            <CauseText cause={cause} />
          </span>
        ))}
        {since &&
          (at === null || utcWords(since.at) !== utcWords(at)) &&
          ` on ${utcWords(since.at)}`}
      </p>
      {since && <FlipsLine moment={since} />}
    </div>
  );
}

/** What made a policy another one, with the way to the change. */
export function CauseText({ cause }: { cause: CauseView }) {
  if (cause.kind !== 'change') return causeWords(cause);
  const { id, reason, actor } = cause.change;
  return (
    <>
      change{' '}
      <Link
        href={changePath(id)}
        className="text-accent-text underline decoration-line-strong underline-offset-2 wrap-anywhere hover:decoration-ink"
      >
        “{reason}”
      </Link>{' '}
      by {actor.name}
    </>
  );
}

function FlipsLine({ moment: { flips, moved } }: { moment: MomentView }) {
  const on = flips.filter(({ value }) => value).map(({ cell }) => cellName(cell));
  const off = flips.filter(({ value }) => !value).map(({ cell }) => cellName(cell));
  const parts = [
    on.length > 0 && `turned on: ${listed(on)}`,
    off.length > 0 && `turned off: ${listed(off)}`,
    moved > 0 && `decided by another layer: ${moved} ${moved === 1 ? 'cell' : 'cells'}`,
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return <p className="text-ink-2">Then {parts.join('; ')}.</p>;
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join('; ')}${more > 0 ? ` and ${more} more` : ''}`;
}
