import { expect, test } from 'vitest';
import { columnWidths, table, terminal } from './output';

const HEAD = ['Cell', 'Comes on', 'Goes off'];
const ROWS = [
  ['Payments, Refunds', '1,200', '0'],
  ['Payouts', '0', '7'],
];
const paint = (_colour: string, text: string) => text;

test('a table with numbers to the right, and no wider than the terminal', () => {
  expect(table({ paint, width: 80 }, HEAD, ROWS)).toBe(
    [
      'Cell               Comes on  Goes off',
      'Payments, Refunds     1,200         0',
      'Payouts                   0         7',
    ].join('\n'),
  );
  const long = [['xy '.repeat(30).trim(), '1', '2']];
  for (const line of table({ paint, width: 64 }, HEAD, long).split('\n')) {
    expect(line.length).toBeLessThanOrEqual(64);
  }
});

test('where a word would be cut, the rows become a list', () => {
  const text = table({ paint, width: 64 }, HEAD, [['x'.repeat(60), '1', '2']]);
  expect(text).toBe(['x'.repeat(60), '  Comes on: 1', '  Goes off: 2'].join('\n'));
});

test('a narrow terminal gets one thing under the other, without what is 0', () => {
  expect(table({ paint, width: 40 }, HEAD, ROWS)).toBe(
    ['Payments, Refunds', '  Comes on: 1,200', 'Payouts', '  Goes off: 7'].join('\n'),
  );
});

test('the widest columns give way first', () => {
  expect(columnWidths([['a'.repeat(30), 'b'.repeat(10)]], 32)).toEqual([20, 10]);
  expect(columnWidths([['a', 'b']], 80)).toEqual([1, 1]);
});

test('colours only on a terminal that may have them', () => {
  const painted = (env: NodeJS.ProcessEnv, isTTY: boolean) =>
    terminal(env, { isTTY }).paint('red', 'x') !== 'x';
  const env = { NODE_ENV: 'test' } as const;
  expect(painted(env, true)).toBe(true);
  expect(painted(env, false)).toBe(false);
  expect(painted({ ...env, NO_COLOR: '1' }, true)).toBe(false);
  expect(painted({ ...env, TERM: 'dumb' }, true)).toBe(false);
});
