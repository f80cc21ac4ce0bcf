import { expect, test } from 'vitest';
import type { AuditView } from '@/lib/domain/views';
import { syncedLines } from './synced-lines';

const entry = (before: unknown, after: unknown, action = 'account.sync') =>
  ({ action, before, after }) as unknown as AuditView;

test('what Stripe says differently stands with the cells that turned', () => {
  const lines = syncedLines(
    entry(
      { detailsSubmitted: false, country: null, capabilities: { treasury: 'active', x: 'active' } },
      {
        detailsSubmitted: true,
        country: 'DE',
        capabilities: { treasury: 'pending', y: 'active' },
        cells: [{ cell: 'financial_account', before: true, after: false }],
      },
    ),
  );
  expect(lines?.map(({ what, before, after }) => `${what}: ${before} → ${after}`)).toEqual([
    'Details submitted: no → yes',
    'Country: none → DE',
    'Capability treasury: active → pending',
    'Capability x: active → none',
    'Capability y: none → active',
    expect.stringMatching(/: on → off$/),
  ]);
});

test('any other act is none of it', () => {
  expect(syncedLines(entry({}, {}, 'account.override'))).toBeNull();
  expect(syncedLines(entry(null, null))).toBeNull();
});
