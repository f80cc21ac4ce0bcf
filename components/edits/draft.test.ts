import { describe, expect, it } from 'vitest';
import { NO_EDITS, type Snapshot, withCell, withField } from './draft';
import { rebase, snapshotOf, withoutSent } from './rebase';

const seen: Snapshot = { cells: { payments: 'on' }, fields: { template: null } };

describe('a draft', () => {
  it('holds only what differs from what is saved', () => {
    const drafted = withCell(NO_EDITS, seen, 'payments', 'off');
    expect(drafted.cells).toEqual({ payments: 'off' });
    expect(withCell(drafted, seen, 'payments', 'on')).toEqual(NO_EDITS);
    expect(withField(NO_EDITS, seen, 'template', null)).toEqual(NO_EDITS);
  });
});

it('keeps of a draft what was edited while an earlier one was on its way', () => {
  const sent = { cells: { payments: 'off', payouts: 'on' }, fields: { template: 'a' } } as const;
  const now = { cells: { payments: 'off', payouts: 'off' }, fields: { template: 'b' } } as const;
  expect(withoutSent(now, sent)).toEqual({ cells: { payouts: 'off' }, fields: { template: 'b' } });
  expect(withoutSent(sent, sent)).toEqual(NO_EDITS);
});

describe('laying a draft over a newer state', () => {
  const draft = {
    cells: { payments: 'off', payouts: 'on', documents: 'on' },
    fields: { template: 'retail' },
  } as const;

  it('keeps what nobody else touched and drops what already is so', () => {
    const current: Snapshot = {
      cells: { payments: 'on', documents: 'on' },
      fields: { template: null },
    };
    expect(rebase(draft, seen, current)).toEqual({
      kept: { cells: { payments: 'off', payouts: 'on' }, fields: { template: 'retail' } },
      clashes: [],
      others: [],
    });
  });

  it('sets apart what somebody else changed to something else', () => {
    const current: Snapshot = {
      cells: { payouts: 'off', payments: 'on', balances: 'on' },
      fields: { template: 'base' },
    };
    const { kept, clashes, others } = rebase(draft, seen, current);
    expect(kept).toEqual({ cells: { payments: 'off', documents: 'on' }, fields: {} });
    expect(clashes).toEqual([
      { cell: 'payouts', seen: 'inherit', yours: 'on', current: 'off' },
      { field: 'template', seen: null, yours: 'retail', current: 'base' },
    ]);
    expect(others).toEqual([{ cell: 'balances', seen: 'inherit', current: 'on' }]);
  });
});

describe('the current state of a conflict', () => {
  it('is read off an account and off a template', () => {
    const account = { template: 'base', overrides: { payments: { setting: 'off', note: null } } };
    expect(snapshotOf(account, ['template'])).toEqual({
      cells: { payments: 'off' },
      fields: { template: 'base' },
    });
    const template = { name: 'Retail', extends: null, settings: { payments: 'on' } };
    expect(snapshotOf(template, ['name', 'extends'])).toEqual({
      cells: { payments: 'on' },
      fields: { name: 'Retail', extends: null },
    });
  });

  it('is empty where it cannot be read', () => {
    expect(snapshotOf(null, ['template'])).toEqual({ cells: {}, fields: { template: null } });
  });
});
