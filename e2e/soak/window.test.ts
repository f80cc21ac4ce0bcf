import { expect, test } from 'vitest';
import { Window } from './window';

test('a window has what ended since the one before, by actor', () => {
  const window = new Window();
  for (let ms = 1; ms <= 100; ms += 1) window.add({ actor: 'mint', ms, status: 200 });
  window.add({ actor: 'page', ms: 7.123, status: 'torn' });
  expect(window.take()).toEqual({
    mint: { count: 100, p50: 50, p99: 99, statuses: { 200: 100 } },
    page: { count: 1, p50: 7.12, p99: 7.12, statuses: { torn: 1 } },
  });
  expect(window.take()).toEqual({});
});
