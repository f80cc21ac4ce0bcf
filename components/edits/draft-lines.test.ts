import { expect, it } from 'vitest';
import type { CellView } from '@/lib/domain/cell-view';
import type { Draft } from './draft';
import { draftLines } from './draft-lines';

const edits = (draft: Draft) => ({
  draft,
  saved: { cells: { payments: 'on' } as const, fields: { template: null } },
  setField: () => undefined,
  setCell: () => undefined,
});

const views = new Map([
  ['payments', { inherited: { value: false, source: 'Retail' } } as CellView],
] as const);

const fields = { template: { name: 'Template', value: (key: string | null) => key ?? 'By rules' } };

const said = (draft: Draft, decided?: string) =>
  draftLines(edits(draft), views, fields, decided).map(
    ({ what, before, after }) => `${what}: ${before} → ${after}`,
  );

it('says what each edit was and becomes, fields first', () => {
  const draft: Draft = {
    cells: { payments: 'inherit', documents: 'off' },
    fields: { template: 'retail' },
  };
  expect(said(draft)).toEqual([
    'Template: By rules → retail',
    'Payments: on → inherit (off, Retail)',
    'Documents: inherited → off',
  ]);
  expect(said({ cells: { payments: 'off' }, fields: {} }, 'override ')).toEqual([
    'Payments: override on → override off',
  ]);
});
