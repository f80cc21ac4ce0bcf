import { expect, it } from 'vitest';
import { KeptFigure, OLDEST_MS, RECENT_MS } from './kept-figure';

const START = new Date('2026-11-21T12:00:00.000Z').getTime();
const after = (ms: number) => new Date(START + ms);

/** A figure whose work is done when the test says so. */
function figure() {
  const asked: { at: number; done: (value: string) => void; fail: (error: Error) => void }[] = [];
  const kept = new KeptFigure(
    (at) =>
      new Promise<string>((done, fail) => {
        asked.push({ at: at.getTime() - START, done, fail });
      }),
  );
  return { kept, asked };
}

it('waits for the first figure, once for all who ask for it', async () => {
  const { kept, asked } = figure();
  const both = [kept.read(after(0)), kept.read(after(1))];
  asked[0]?.done('first');
  expect(await Promise.all(both)).toEqual(['first', 'first']);
  expect(asked).toHaveLength(1);
});

it('gives what it has while it works the figure out anew, and nothing that is too old', async () => {
  const { kept, asked } = figure();
  const first = kept.read(after(0));
  asked[0]?.done('first');
  await first;
  expect(await kept.read(after(RECENT_MS))).toBe('first');
  expect(asked).toHaveLength(1);

  expect(await kept.read(after(RECENT_MS + 1))).toBe('first');
  expect(await kept.read(after(RECENT_MS + 2))).toBe('first');
  expect(asked.map(({ at }) => at)).toEqual([0, RECENT_MS + 1]);
  asked[1]?.done('second');
  await expect.poll(() => kept.read(after(RECENT_MS + 3))).toBe('second');

  const late = kept.read(after(RECENT_MS + 1 + OLDEST_MS + 1));
  asked[2]?.done('third');
  expect(await late).toBe('third');
});

it('keeps what it has where the work fails, and fails where that is too old', async () => {
  const { kept, asked } = figure();
  const first = kept.read(after(0));
  asked[0]?.done('first');
  await first;
  expect(await kept.read(after(RECENT_MS + 1))).toBe('first');
  asked[1]?.fail(new Error('no database'));
  await expect
    .poll(async () => [await kept.read(after(RECENT_MS + 2)), asked.length])
    .toEqual(['first', 3]);
  const late = kept.read(after(OLDEST_MS + 1));
  asked[2]?.fail(new Error('no database'));
  await expect(late).rejects.toThrow('no database');
});

it('does not trust a figure from a moment that is still to come', async () => {
  const { kept, asked } = figure();
  const first = kept.read(after(1000));
  asked[0]?.done('first');
  await first;
  const second = kept.read(after(0));
  asked[1]?.done('second');
  expect(await second).toBe('second');
});
