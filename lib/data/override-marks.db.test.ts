import { expect, test } from 'vitest';
import { change, newAccount } from '@/e2e/support/verbs';
import { db, Prisma } from '@/lib/db';
import { CELLS, type Cell } from '@/lib/domain/cells';
import { OverrideMarks } from './override-marks';

const ALL = CELLS.map(({ cell }) => cell);

/** What overrides say by marks of these cells. */
async function read(cells: readonly Cell[], ids: readonly string[]) {
  const marks = new OverrideMarks(cells);
  const rows = await db().$queryRaw<{ account_id: string; own: string }[]>(
    marks.sql(Prisma.sql`account_id = ANY(${[...ids]}::text[])`),
  );
  return new Map(rows.map(({ account_id, own }) => [account_id, marks.read(own)]));
}

test('marks say what overrides say, however many cells there are', async () => {
  // Every cell, each on for one account and off for another; and a few of them.
  const wishes = [
    ALL.map((cell, index) => [cell, index % 2 ? 'on' : 'off']),
    ALL.map((cell, index) => [cell, index % 2 ? 'off' : 'on']),
    ALL.filter((_, index) => index % 15 === 0).map((cell) => [cell, 'on']),
  ].map((pairs) => Object.fromEntries(pairs) as Record<string, string>);
  const ids: string[] = [];
  for (const set of wishes) {
    const account = await newAccount();
    await change([{ op: 'account.override', account, set }]);
    ids.push(account);
  }
  for (const cells of [ALL, ALL.slice(0, 31), ALL.slice(20, 52), ALL.slice(77), ALL.slice(0, 1)]) {
    const said = await read(cells, ids);
    ids.forEach((id, index) => {
      const expected = Object.entries(wishes[index] ?? {}).filter(([cell]) =>
        cells.includes(cell as Cell),
      );
      expect([cells.length, said.get(id)]).toEqual([cells.length, Object.fromEntries(expected)]);
    });
  }
  const none = await newAccount();
  expect((await read(ALL, [none])).size).toBe(0);
});
