import { expect, test } from 'vitest';
import { databaseIn, refuseRemote } from './loopback';

test.each([
  'postgres://me:pw@localhost:5432/db',
  'postgres://127.0.0.1/db',
  'postgres://127.1.2.3/db?sslmode=disable',
  'postgres://[::1]:5433/db',
])('%s is on this machine', (url) => {
  expect(() => refuseRemote(url)).not.toThrow();
});

test.each([
  'postgres://db.example.com/db',
  'postgres://10.0.0.1/db',
  'postgres://localhost.example.com/db',
  'postgres://127.example.com/db',
  'postgres://localhost/db?host=db.example.com',
])('%s is not', (url) => {
  expect(() => refuseRemote(url)).toThrow('only against a database on this machine');
});

test('another database of the same server keeps user, port and parameters', () => {
  expect(databaseIn('postgres://me:p%20w@localhost:5432/db?sslmode=disable', 'other')).toBe(
    'postgres://me:p%20w@localhost:5432/other?sslmode=disable',
  );
});
