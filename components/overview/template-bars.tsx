import { scaleBand, scaleLinear } from '@visx/scale';
import { BarStackHorizontal } from '@visx/shape';
import { Link } from '@/components/ui/link';
import type { Overview } from '@/lib/domain/views';

type Bar = Overview['templates'][number];

const SHOWN = 12;

/** The drawing's own units: it is stretched to the width at hand, so it holds no text. */
const WIDTH = 640;
const HEIGHT = 8;

/** The parts of a bar from the left: what deviates, then the rest. */
const PARTS = [
  { key: 'deviating', fill: 'var(--accent)' },
  { key: 'alike', fill: 'var(--line-strong)' },
] as const;

type Part = (typeof PARTS)[number]['key'];

/** Accounts by template as bars, the most used first; the accented part of each deviates. */
export function TemplateBars({ templates: all }: { templates: Overview['templates'] }) {
  const templates = all.slice(0, SHOWN);
  const others = all.slice(SHOWN);
  const most = Math.max(1, ...templates.map(({ accounts }) => accounts));
  const x = scaleLinear({ domain: [0, most], range: [0, WIDTH] });
  return (
    <ul className="space-y-2.5">
      {templates.map((bar) => {
        const { key, name, accounts, deviating } = bar;
        return (
          <li key={key}>
            <div className="mb-1 flex items-baseline justify-between gap-3">
              <Link
                href={`/templates/${key}`}
                className="min-w-0 truncate font-medium hover:underline"
              >
                {name}
              </Link>
              <span className="shrink-0 text-sm text-ink-2 tabular-nums">
                <Link href={`/accounts?template=${key}`} className="hover:underline">
                  {accounts.toLocaleString('en')} {accounts === 1 ? 'account' : 'accounts'}
                </Link>
                {deviating > 0 && (
                  <>
                    {', '}
                    <Link
                      href={`/accounts?template=${key}&deviating=true`}
                      className="text-accent-text hover:underline"
                    >
                      {deviating.toLocaleString('en')} {deviating === 1 ? 'deviates' : 'deviate'}
                    </Link>
                  </>
                )}
              </span>
            </div>
            <BarOf bar={bar} x={x} />
          </li>
        );
      })}
      {others.length > 0 && (
        <li className="text-sm text-ink-2">
          <Link href="/templates" className="hover:underline">
            {others.length} more {others.length === 1 ? 'template' : 'templates'}
          </Link>
          {`, ${others.reduce((sum, { accounts }) => sum + accounts, 0).toLocaleString('en')} accounts`}
        </li>
      )}
    </ul>
  );
}

/** One bar. Drawn on the server: it needs no script. */
function BarOf({ bar, x }: { bar: Bar; x: ReturnType<typeof scaleLinear<number>> }) {
  const y = scaleBand({ domain: [bar.key], range: [0, HEIGHT] });
  const parts = { ...bar, alike: bar.accounts - bar.deviating };
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-2 w-full rounded-xs bg-sunken"
    >
      <BarStackHorizontal<typeof parts, Part>
        data={[parts]}
        keys={PARTS.map(({ key }) => key)}
        y={({ key }) => key}
        xScale={x}
        yScale={y}
        color={(part) => PARTS.find(({ key }) => key === part)?.fill ?? ''}
      />
    </svg>
  );
}
