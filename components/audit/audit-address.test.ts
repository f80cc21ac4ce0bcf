import { expect, test } from 'vitest';
import { auditQuery } from './audit-address';

test('a span of days holds both of them', () => {
  expect(auditQuery({ from: '2026-11-30', to: '2026-11-30' })).toMatchObject({
    from: '2026-11-30T00:00:00.000Z',
    to: '2026-12-01T00:00:00.000Z',
  });
});

test('what is no day is left for the filter to refuse', () => {
  expect(auditQuery({ from: 'yesterday', to: '' })).toMatchObject({
    from: 'yesterday',
    to: undefined,
  });
});
