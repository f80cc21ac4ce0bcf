import { type Kind, RULES } from './rules';
import type { InstanceSample, Sample } from './sample';
import { type Point, type Trend, trendOf, warmed } from './slope';

/** A figure over a whole run. */
export interface Series {
  /** Whose, and what of it. */
  of: string;
  what: string;
  kind: Kind;
  points: Point[];
}

/** The same with what became of it. */
export type Judged = Omit<Series, 'points'> & Trend;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function ofInstances(samples: readonly Sample[]): Series[] {
  const states = new Set(
    samples.flatMap(({ instances }) =>
      instances.flatMap(({ connections }) => Object.keys(connections)),
    ),
  );
  return (samples[0]?.instances ?? []).flatMap((_, nth) => {
    const line = (what: string, kind: Kind, value: (of: InstanceSample) => number): Series => ({
      ...{ of: `instance ${nth + 1}`, what, kind },
      points: samples.flatMap(({ at, instances }) => {
        const found = instances[nth];
        return found ? [{ at, value: value(found) }] : [];
      }),
    });
    return [
      line('memory of the front', 'memory', ({ front }) => front),
      line('memory of the console', 'memory', (of) => of.console),
      line('open handles', 'handles', ({ handles }) => handles),
      line('threads', 'threads', ({ threads }) => threads),
      line('connections', 'connections', ({ connections }) => sum(Object.values(connections))),
      ...[...states]
        .sort()
        .map((state) =>
          line(
            `connections, ${state}`,
            'connections',
            ({ connections }) => connections[state] ?? 0,
          ),
        ),
    ];
  });
}

function ofActors(samples: readonly Sample[]): Series[] {
  const actors = new Set(samples.flatMap(({ actors: met }) => Object.keys(met)));
  return [...actors].flatMap((of) =>
    (['p50', 'p99'] as const).map((kind) => ({
      ...{ of, what: kind, kind },
      points: samples.flatMap(({ at, actors: met }) => {
        const found = met[of];
        return found ? [{ at, value: found[kind] }] : [];
      }),
    })),
  );
}

/** Every figure of a run by itself. */
export const seriesOf = (samples: readonly Sample[]): Series[] => [
  ...ofInstances(samples),
  ...ofActors(samples),
];

/** What became of every figure of a run of so many seconds, after its warm-up. */
export const judge = (samples: readonly Sample[], seconds: number): Judged[] =>
  seriesOf(samples).map(({ points, ...series }) => ({
    ...series,
    ...trendOf(warmed(points, seconds), RULES[series.kind]),
  }));

/** How often each actor's acts ended how. */
export function endingsOf(samples: readonly Sample[]): Record<string, Record<string, number>> {
  const all: Record<string, Record<string, number>> = {};
  for (const { actors } of samples) {
    for (const [actor, { statuses }] of Object.entries(actors)) {
      const own = all[actor] ?? {};
      all[actor] = own;
      for (const [status, count] of Object.entries(statuses)) {
        own[status] = (own[status] ?? 0) + count;
      }
    }
  }
  return all;
}
