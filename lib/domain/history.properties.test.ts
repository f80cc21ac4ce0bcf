import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CELLS } from './cells';
import { type History, historyOf } from './history';
import { decisionOf } from './policy';
import { resolve } from './resolve';
import { anyTimeline, hours } from './testing/timelines';
import { inputAt, type Timeline } from './timeline';

const RUNS = { numRuns: 60 };
const NOW = hours(30);

const told = (timeline: Timeline, most = 1000) => {
  const history = historyOf(timeline, { now: NOW, most, knownFrom: null });
  if (!history) throw new Error('A timeline has a history.');
  return history;
};

const covers = (at: Date) => (span: { from: Date; to: Date | null }) =>
  span.from.getTime() <= at.getTime() && (span.to === null || at.getTime() < span.to.getTime());

/** Whether a history says of each cell at a moment what resolving says of it then. */
function agrees(history: History, timeline: Timeline, at: Date): void {
  const input = inputAt(timeline, at);
  if (!input) throw new Error(`Nothing is known of ${at.toISOString()}.`);
  const policy = resolve(input);
  const resolved = CELLS.map(({ cell, component, feature }) => {
    const decision = decisionOf(policy, component, feature);
    return [cell, [{ value: decision?.value, layer: decision?.layer }]];
  });
  const known = CELLS.map(({ cell }) => {
    const spans = history.spans.get(cell)?.filter(covers(at)) ?? [];
    return [cell, spans.map(({ value, layer }) => ({ value, layer }))];
  });
  expect(known).toEqual(resolved);
}

/** A moment as a whole hour, or a millisecond beside one. */
const anyMoment = fc
  .record({ hour: fc.integer({ min: 0, max: 29 }), ms: fc.constantFrom(-1, 0, 1, 1_234_567) })
  .map(({ hour, ms }) => new Date(Math.max(+hours(0), +hours(hour) + ms)));

it('at any moment every cell is in its history what resolving as of then gives', () => {
  fc.assert(
    fc.property(
      anyTimeline,
      fc.array(anyMoment, { minLength: 3, maxLength: 6 }),
      (timeline, moments) => {
        const history = told(timeline);
        for (const at of moments) agrees(history, timeline, at);
      },
    ),
    RUNS,
  );
});

it('a history that is cut says the same of the time that it tells of', () => {
  fc.assert(
    fc.property(anyTimeline, anyMoment, fc.integer({ min: 1, max: 5 }), (timeline, at, most) => {
      const history = told(timeline, most);
      expect(history.moments.length).toBeLessThanOrEqual(most);
      fc.pre(at.getTime() >= history.from.getTime());
      agrees(history, timeline, at);
    }),
    RUNS,
  );
});

it('its moments are in order, each has a cause, and something became otherwise at each', () => {
  fc.assert(
    fc.property(anyTimeline, (timeline) => {
      const { moments, spans } = told(timeline);
      const [, ...later] = moments;
      for (const [index, { at, causes, flips, moved }] of later.entries()) {
        expect(at.getTime()).toBeGreaterThan(moments[index]?.at.getTime() ?? 0);
        expect(causes.length).toBeGreaterThan(0);
        expect(flips.length + moved).toBeGreaterThan(0);
        const begun = [...spans.values()].flat().filter(({ from }) => +from === +at);
        expect(begun).toHaveLength(flips.length + moved);
      }
    }),
    RUNS,
  );
});

it('flips lead from the beginning to what is now', () => {
  fc.assert(
    fc.property(anyTimeline, (timeline) => {
      const { moments, spans } = told(timeline);
      for (const [cell, list] of spans) {
        const flips = moments.flatMap(({ flips }) => flips.filter((flip) => flip.cell === cell));
        expect(flips.at(-1)?.value ?? list[0]?.value).toBe(list.at(-1)?.value);
      }
    }),
    RUNS,
  );
});
