import type { CellHistory } from '@/lib/domain/history-view';
import { placeOf } from './moments';
import { axisWords } from './words';

/** The drawing's own units: it is stretched to the width at hand, so it holds no text. */
const WIDTH = 320;
const HEIGHT = 40;
const [ON, OFF] = [6, 34];

/** A cell over its time as a line: on above, off below. What it tells stands in words beside it. */
export function StepLine({ history, at }: { history: CellHistory; at: string | null }) {
  const x = (moment: string) => placeOf(history, moment) * WIDTH;
  const [first, last] = axisWords(history.from, history.now);
  const steps = history.spans.map(({ from, to, value }) => ({
    x0: x(from),
    x1: x(to ?? history.now),
    y: value ? ON : OFF,
  }));
  const path = steps
    .map(({ x0, x1, y }, index) => `${index === 0 ? 'M' : 'L'}${x0},${y} L${x1},${y}`)
    .join(' ');
  return (
    <div aria-hidden className="flex gap-2">
      <div className="flex h-10 flex-col justify-between text-xs leading-3 text-ink-3">
        <span>On</span>
        <span>Off</span>
      </div>
      <div className="min-w-0 flex-1">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="presentation"
          className="block h-10 w-full overflow-visible"
        >
          {[ON, OFF].map((y) => (
            <line
              key={y}
              x1={0}
              x2={WIDTH}
              y1={y}
              y2={y}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {steps
            .filter(({ y }) => y === ON)
            .map(({ x0, x1 }) => (
              <rect
                key={x0}
                x={x0}
                y={ON}
                width={Math.max(0, x1 - x0)}
                height={OFF - ON}
                className="fill-on/15"
              />
            ))}
          <path
            d={path}
            fill="none"
            strokeWidth={2}
            className="stroke-ink-2"
            vectorEffect="non-scaling-stroke"
          />
          {at !== null && (
            <line
              x1={x(at)}
              x2={x(at)}
              y1={0}
              y2={HEIGHT}
              strokeWidth={2}
              className="stroke-accent"
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
        <p className="mt-1 flex justify-between text-xs text-ink-3 tabular-nums">
          <span>{first}</span>
          <span>{last}</span>
        </p>
      </div>
    </div>
  );
}
