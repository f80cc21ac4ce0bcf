import { expect, test } from 'vitest';
import { db } from './db';

test('the planner is told what memory costs, and compiles nothing', async () => {
  const rows = await db().$queryRaw`
    SELECT current_setting('random_page_cost') AS page, current_setting('jit') AS jit`;
  expect(rows).toEqual([{ page: '1.1', jit: 'off' }]);
});
