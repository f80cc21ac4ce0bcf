import { expect, test } from 'vitest';
import { migrationName } from './name';

const noon = new Date('2026-11-21T12:00:00.500Z');

test('a name is a moment and the words', () => {
  expect(migrationName('Add the limits!', noon)).toBe('20261121120000_add_the_limits');
});

test('a name sorts after the last one, also when the clock is behind', () => {
  expect(migrationName('b', noon, '20261121120000_a')).toBe('20261121120001_b');
  expect(migrationName('b', noon, '20991231235959_a')).toBe('21000101000000_b');
  expect(migrationName('b', noon, '20200101000000_a')).toBe('20261121120000_b');
});

test('a name without a letter or a digit is refused', () => {
  expect(() => migrationName('../..', noon)).toThrow('needs a name');
});
