import { expect, test } from 'vitest';
import { offered } from './act-words';

test.each([
  [['submit', 'edit', 'withdraw', 'schedule', 'emergency_apply'], 'submit'],
  [['edit', 'approve', 'reject', 'emergency_apply'], 'approve'],
  [['edit', 'apply', 'schedule'], 'apply'],
  [['revert'], null],
  [[], null],
] as const)('of %j the main one is %s', (acts, main) => {
  const found = offered(acts);
  expect(found.main).toBe(main);
  expect(new Set([...(main ? [main] : []), ...found.others])).toEqual(new Set(acts));
});

test('what can be applied needs neither review nor an emergency', () => {
  const { main, others } = offered(['submit', 'edit', 'schedule', 'apply', 'emergency_apply']);
  expect([main, ...others]).toEqual(['apply', 'schedule', 'edit']);
});

test('acts of the clock are never offered', () => {
  expect(offered(['apply_due', 'fail'])).toEqual({ main: null, others: [] });
});
