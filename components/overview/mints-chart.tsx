import { scaleBand, scaleLinear } from '@visx/scale';
import { BarStack } from '@visx/shape';
import type { Overview } from '@/lib/domain/views';

type Day = Overview['mints'][number];
type Outcome = Exclude<keyof Day, 'day'>;

const WIDTH = 640;
const HEIGHT = 160;
const BOTTOM = 20;
const TOP = 16;

/** How mints end, the best first; each has a word, and a fill that differs in lightness too. */
const OUTCOMES: readonly { key: Outcome; word: string; fill: string }[] = [
  { key: 'succeeded', word: 'succeeded', fill: 'var(--on)' },
  { key: 'refused', word: 'refused', fill: 'var(--limit-line)' },
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

/** Mints of each UTC day, stacked by how they ended. Drawn on the server: it needs no script. */
export function MintsChart({ days }: { days: readonly Day[] }) {
  const most = Math.max(1, ...days.map(total));
  const x = scaleBand({ domain: days.map(({ day }) => day), range: [0, WIDTH], padding: 0.3 });
  const y = scaleLinear({ domain: [0, most], range: [HEIGHT - BOTTOM, TOP], nice: true });
  const color = (key: string) => OUTCOMES.find((outcome) => outcome.key === key)?.fill ?? '';
  const ticks = [...new Set([0, most].map(Math.round))];
  return (
    <figure className="min-w-0">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Mints by day: ${days.map((day) => `${shortDay(day.day)} ${words(day)}`).join('; ')}`}
        className="block h-auto w-full"
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={0} x2={WIDTH} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={0} y={y(tick) - 4} fill="var(--ink-3)" fontSize={11}>
              {tick > 0 ? tick.toLocaleString('en') : ''}
            </text>
          </g>
        ))}
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
        {[days[0], days.at(-1)].map((day, index) =>
          day ? (
            <text
              key={day.day}
              x={index === 0 ? 0 : WIDTH}
              y={HEIGHT - 4}
              textAnchor={index === 0 ? 'start' : 'end'}
              fill="var(--ink-3)"
              fontSize={11}
            >
              {shortDay(day.day)}
            </text>
          ) : null,
        )}
      </svg>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-2">
        {OUTCOMES.map(({ key, word, fill }) => (
          <span key={key} className="inline-flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-xs" style={{ background: fill }} />
            {days.reduce((sum, day) => sum + day[key], 0).toLocaleString('en')} {word}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
