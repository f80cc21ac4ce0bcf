import { scaleBand, scaleLinear } from '@visx/scale';
import { BarStack } from '@visx/shape';
import type { Route } from 'next';
import { Link } from '@/components/ui/link';
import type { Overview } from '@/lib/domain/views';
import { withQuery } from '../ui/pager';

type Day = Overview['mints'][number];
type Outcome = Exclude<keyof Day, 'day'>;

/** The drawing's own units: it is stretched to the width at hand, so it holds no text. */
const WIDTH = 640;
const HEIGHT = 128;

/** How mints end, the best first; each has a word, and a fill that differs in lightness too. */
const OUTCOMES: readonly { key: Outcome; word: string; fill: string }[] = [
  { key: 'succeeded', word: 'succeeded', fill: 'var(--on)' },
  { key: 'refused', word: 'refused', fill: 'var(--limit)' },
  { key: 'failed', word: 'failed', fill: 'var(--danger)' },
  { key: 'unknown', word: 'end not known', fill: 'var(--off)' },
];

const total = (day: Day) => day.succeeded + day.refused + day.failed + day.unknown;

const shortDay = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });

/** What happened on a day, in words: "3 succeeded, 1 refused". */
function words(day: Day): string {
  const parts = OUTCOMES.filter(({ key }) => day[key] > 0).map(
    ({ key, word }) => `${day[key]} ${word}`,
  );
  return parts.join(', ') || 'none';
}

/** The audit's lines of the mints from one day to another, perhaps only those that ended so. */
const linesOf = (from: Day, to: Day, outcome?: Outcome): Route =>
  withQuery('/audit', { action: 'session.mint', outcome, from: from.day, to: to.day });

/**
 * Mints of each UTC day, stacked by how they ended; each day and each sum leads to its lines where
 * the role may read the audit. Drawn on the server: it needs no script.
 */
export function MintsChart({ days, linked }: { days: readonly Day[]; linked: boolean }) {
  const most = Math.max(...days.map(total));
  if (most === 0) {
    return <p className="py-6 text-center text-ink-3">No session was minted in these days.</p>;
  }
  const x = scaleBand({ domain: days.map(({ day }) => day), range: [0, WIDTH], padding: 0.3 });
  const y = scaleLinear({ domain: [0, most], range: [HEIGHT, 0] });
  const color = (key: string) => OUTCOMES.find((outcome) => outcome.key === key)?.fill ?? '';
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  return (
    <figure className="min-w-0">
      <p aria-hidden className="text-xs text-ink-3 tabular-nums">
        {most.toLocaleString('en')}
      </p>
      {/* On a phone it is a little wider, so that a day is wide enough for a finger. */}
      <div className="relative h-32 border-y max-sm:-mx-3">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Mints by day: ${days.map((day) => `${shortDay(day.day)} ${words(day)}`).join('; ')}`}
          className="block size-full"
        >
          <BarStack<Day, Outcome>
            data={[...days]}
            keys={OUTCOMES.map(({ key }) => key)}
            x={({ day }) => day}
            xScale={x}
            yScale={y}
            color={color}
          >
            {(stacks) =>
              stacks.flatMap((stack) =>
                stack.bars
                  .filter((bar) => bar.height > 0)
                  .map((bar) => (
                    <rect
                      key={`${stack.key} ${bar.index}`}
                      x={bar.x}
                      y={bar.y}
                      width={bar.width}
                      height={bar.height}
                      fill={bar.color}
                    >
                      <title>{`${shortDay(bar.bar.data.day)}: ${words(bar.bar.data)}`}</title>
                    </rect>
                  )),
              )
            }
          </BarStack>
        </svg>
        {linked && (
          <div className="absolute inset-0 flex">
            {days.map((day) => (
              <Link
                key={day.day}
                href={linesOf(day, day)}
                title={`${shortDay(day.day)}: ${words(day)}`}
                aria-label={`Mints of ${shortDay(day.day)}: ${words(day)}`}
                className="flex-1 rounded-xs hover:bg-ink/5"
              />
            ))}
          </div>
        )}
      </div>
      <p aria-hidden className="mt-1 flex justify-between text-xs text-ink-3">
        <span>{shortDay(first.day)}</span>
        <span>{shortDay(last.day)}</span>
      </p>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-2">
        {OUTCOMES.map(({ key, word, fill }) => {
          const sum = days.reduce((all, day) => all + day[key], 0);
          const text = `${sum.toLocaleString('en')} ${word}`;
          return (
            <span key={key} className="inline-flex items-center gap-1.5">
              <span aria-hidden className="size-2.5 rounded-xs" style={{ background: fill }} />
              {linked && sum > 0 ? (
                <Link href={linesOf(first, last, key)} className="hover:underline">
                  {text}
                </Link>
              ) : (
                text
              )}
            </span>
          );
        })}
      </figcaption>
    </figure>
  );
}
