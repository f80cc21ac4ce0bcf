import { describe, expect, it } from 'vitest';
import { turnEnd } from './turn-end';

/** What happens in one turn, in its order, with so many that wait for its end. */
async function turnWith(waiting: number): Promise<string[]> {
  const seen: string[] = [];
  const all = Array.from({ length: waiting }, async (_, number) => {
    seen.push(`asked ${number}`);
    await Promise.resolve();
    await turnEnd();
    seen.push(`went on ${number}`);
  });
  await Promise.resolve().then(() => seen.push('this turn goes on'));
  await Promise.all(all);
  return seen;
}

describe('the end of a turn', () => {
  it('comes after what the turn has to do, for all in their order', async () => {
    expect(await turnWith(2)).toEqual([
      'asked 0',
      'asked 1',
      'this turn goes on',
      'went on 0',
      'went on 1',
    ]);
  });

  it('is not waited for by more than a few', async () => {
    const seen = await turnWith(7);
    expect(seen.filter((line) => line.startsWith('went on'))).toEqual(
      Array.from({ length: 7 }, (_, number) => `went on ${number}`),
    );
    const later = await new Promise<string[]>((resolve) => {
      const order: string[] = [];
      setImmediate(() => resolve([...order, 'the next turn']));
      for (const number of [0, 1, 2]) void turnEnd().then(() => order.push(`went on ${number}`));
    });
    expect(later).toEqual(['went on 0', 'went on 1', 'went on 2', 'the next turn']);
  });
});
