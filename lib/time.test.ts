import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

vi.mock('server-only', () => ({}));
const { beginHearing, now } = await import('./time');

/** Puts the clock of this machine off, and lets time pass. */
function machine(offMs: number) {
  let passed = 0;
  vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(1_800_000_000_000 + offMs);
  vi.spyOn(performance, 'now').mockImplementation(() => passed);
  return {
    database: () => 1_800_000_000_000 + passed,
    pass: (ms: number) => {
      passed += ms;
    },
  };
}

/** Asks the database, which answers somewhere on the way. */
function hear({ database, pass }: ReturnType<typeof machine>, there: number, back: number) {
  const said = beginHearing();
  pass(there);
  const at = database();
  pass(back);
  said(at);
}

afterEach(() => vi.restoreAllMocks());

describe('the time', () => {
  it('is the database’s, however far this machine’s is off, to what the way takes', () => {
    const ms = fc.integer({ min: 0, max: 400 });
    const off = fc.integer({ min: -86_400_000, max: 86_400_000 });
    fc.assert(
      fc.property(off, fc.array(fc.tuple(ms, ms), { minLength: 1 }), (offMs, ways) => {
        const clock = machine(offMs);
        for (const [there, back] of ways) {
          hear(clock, there, back);
          const off = Math.abs(now().getTime() - clock.database());
          expect(off).toBeLessThanOrEqual(there + back + 1);
        }
      }),
    );
  });

  it('does not tremble with the way to the database', () => {
    const clock = machine(0);
    hear(clock, 0, 0);
    for (const [there, back] of [
      [80, 0],
      [0, 300],
      [20, 40],
    ] as const) {
      hear(clock, there, back);
      expect(now().getTime()).toBe(clock.database());
    }
  });

  it('does not follow when the machine’s clock is put forward while it runs', () => {
    const clock = machine(0);
    hear(clock, 1, 1);
    const before = now().getTime();
    vi.spyOn(Date, 'now').mockReturnValue(1_900_000_000_000);
    expect(now().getTime()).toBe(before);
  });
});
