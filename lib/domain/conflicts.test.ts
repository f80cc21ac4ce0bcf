import { describe, expect, test } from 'vitest';
import { driftBetween, overlapOf, partsOf } from './conflicts';
import type { DiffLine } from './diff';
import type { Edit } from './edits';

const SHOP = { kind: 'account', id: 'acct_shop' } as const;

const cell = (before: 'on' | 'off' | 'inherit', after: 'on' | 'off' | 'inherit', more = {}) =>
  ({ subject: SHOP, cell: 'payments.refund_management', before, after, ...more }) as DiffLine;

const field = (before: unknown, after: unknown): DiffLine => ({
  subject: { kind: 'template', id: 'retail' },
  field: 'name',
  before,
  after,
});

describe('drift', () => {
  test('there is none where nothing has moved', () => {
    const lines = [cell('inherit', 'on'), field('Retail', 'Shops')];
    expect(driftBetween(lines, lines)).toEqual([]);
  });

  test('a cell that somebody has set otherwise', () => {
    expect(driftBetween([cell('inherit', 'on')], [cell('off', 'on')])).toEqual([
      {
        subject: SHOP,
        cell: 'payments.refund_management',
        was: { setting: 'inherit' },
        now: { setting: 'off' },
        wants: { setting: 'on' },
        already: false,
      },
    ]);
  });

  test('a cell that already is as wanted', () => {
    expect(driftBetween([cell('inherit', 'on')], [])).toMatchObject([
      { was: { setting: 'inherit' }, now: { setting: 'on' }, already: true },
    ]);
  });

  test('a cell that was as wanted and is so no more', () => {
    expect(driftBetween([], [cell('off', 'on')])).toMatchObject([
      { was: { setting: 'on' }, now: { setting: 'off' }, wants: { setting: 'on' } },
    ]);
  });

  test('an override that only ends at another time', () => {
    const until = (before: string) => cell('on', 'on', { expiresAt: { before, after: null } });
    expect(driftBetween([until('2027-01-01')], [until('2028-01-01')])).toMatchObject([
      {
        was: { setting: 'on', expiresAt: '2027-01-01' },
        now: { setting: 'on', expiresAt: '2028-01-01' },
        wants: { setting: 'on', expiresAt: null },
      },
    ]);
  });

  test('an override that somebody has set to the wanted end, with the wanted setting open', () => {
    const made = cell('off', 'on', { note: { before: null, after: 'Trial' } });
    expect(driftBetween([made], [cell('off', 'on')])).toMatchObject([
      { was: { note: null }, now: { note: 'Trial' }, wants: { note: 'Trial' } },
    ]);
  });

  test('a field, compared by what it holds', () => {
    expect(driftBetween([field(['a'], ['a', 'b'])], [field(['a'], ['a', 'b'])])).toEqual([]);
    expect(driftBetween([field('Retail', 'Shops')], [field('Stores', 'Shops')])).toMatchObject([
      { field: 'name', was: 'Retail', now: 'Stores', wants: 'Shops', already: false },
    ]);
  });
});

const override = (account: string, ...cells: string[]): Edit =>
  ({
    op: 'account.override',
    account,
    set: Object.fromEntries(cells.map((name) => [name, 'on'])),
    expiresAt: null,
    note: null,
  }) as Edit;

describe('what edits name', () => {
  test('each op names its own parts, each once', () => {
    const edits: Edit[] = [
      { op: 'template.update', key: 'retail', name: 'Retail', set: { payouts: 'inherit' } },
      { op: 'template.archive', key: 'old' },
      { op: 'account.assign', account: SHOP.id, template: null },
      { op: 'account.assign', account: SHOP.id, template: 'retail' },
      { op: 'account.tag', account: SHOP.id, add: ['vip'] },
      override(SHOP.id, 'payments'),
      { op: 'rules.replace', rules: [], default: 'base' },
      { op: 'approvals.replace', rules: [] },
      { op: 'guardrails.replace', guardrails: [] },
    ];
    const words = partsOf(edits).map(
      ({ subject, cell, field }) => `${subject.kind} ${subject.id} ${cell ?? field}`,
    );
    expect(words).toEqual([
      'template retail name',
      'template retail payouts',
      'template old archived',
      'account acct_shop template',
      'account acct_shop tags',
      'account acct_shop payments',
      'rules rules rules',
      'rules rules default',
      'approvals approvals rules',
      'guardrails guardrails guardrails',
    ]);
  });

  test('an overlap is of the same part of the same subject', () => {
    const mine = [override(SHOP.id, 'payments', 'payouts')];
    expect(overlapOf(mine, [override(SHOP.id, 'payouts', 'documents')])).toEqual([
      { subject: SHOP, cell: 'payouts' },
    ]);
    expect(overlapOf(mine, [override('acct_other', 'payouts')])).toEqual([]);
  });
});
