import { describe, expect, it } from 'vitest';
import { AT } from './testing/fixtures';
import {
  applied,
  CHANGE_ID,
  onlyEffect,
  overrideState,
  refused,
  worldOfPolicy,
} from './testing/worlds';

const assign = (account: string, template: string | null) => ({
  op: 'account.assign',
  account,
  template,
});
const override = (account: string, set: object, more: object = {}) => ({
  op: 'account.override',
  account,
  set,
  ...more,
});

const fromNow = (ms: number) => new Date(AT.getTime() + ms).toISOString();

describe('account.assign', () => {
  it('gives an account a template, and hands it back to the rules with null', () => {
    const given = onlyEffect([assign('acct_1', 'spare')]);
    expect(given.after).toEqual({
      account: 'acct_1',
      revision: 1,
      template: 'spare',
      tags: [],
      overrides: {},
    });
    expect(given.diff).toEqual([
      {
        subject: { kind: 'account', id: 'acct_1' },
        field: 'template',
        before: null,
        after: 'spare',
      },
    ]);
    expect(onlyEffect([assign('acct_2', null)]).after).toMatchObject({
      revision: 7,
      template: null,
      overrides: { payments: { setting: 'off' } },
    });
  });

  it.each([
    ['nowhere', 'There is no template "nowhere".'],
    ['gone', 'The template "gone" is archived and can no longer be assigned.'],
  ])('refuses the template %s', (template, message) => {
    expect(refused([assign('acct_2', null), assign('acct_1', template)])).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/edits/1/template', message }],
    });
  });

  it('refuses a template that an earlier edit archives', () => {
    const archive = { op: 'template.archive', key: 'spare' };
    expect(refused([archive, assign('acct_1', 'spare')]).message).toContain('archived');
  });
});

describe('account.override', () => {
  it('sets cells with note, expiry, moment and change, beside those that stand', () => {
    const expiresAt = fromNow(60_000);
    const edit = override('acct_2', { payouts: 'on' }, { note: 'Pilot', expiresAt });
    const { after, diff } = onlyEffect([edit]);
    expect(after).toMatchObject({
      revision: 7,
      template: 'retail',
      overrides: {
        payments: worldOfPolicy().accounts.get('acct_2')?.overrides.payments,
        payouts: {
          setting: 'on',
          note: 'Pilot',
          expiresAt: new Date(expiresAt),
          decidedAt: AT,
          changeId: CHANGE_ID,
        },
      },
    });
    expect(diff).toEqual([
      {
        subject: { kind: 'account', id: 'acct_2' },
        cell: 'payouts',
        before: 'inherit',
        after: 'on',
        note: { before: null, after: 'Pilot' },
        expiresAt: { before: null, after: expiresAt },
      },
    ]);
  });

  it('clears a cell that is set to inherit, and only that', () => {
    const world = worldOfPolicy();
    const account = world.accounts.get('acct_2');
    if (!account) throw new Error('The fixture has no acct_2.');
    const documents = overrideState();
    world.accounts.set('acct_2', {
      ...account,
      overrides: { ...account.overrides, documents },
    });
    const { after } = onlyEffect([override('acct_2', { payments: 'inherit' })], world);
    expect(after).toMatchObject({ overrides: { documents } });
    expect(after).not.toHaveProperty('overrides.payments');
  });

  it.each([
    ['an hour ago', -3_600_000],
    ['just past', -1],
    ['exactly now', 0],
  ])('refuses an expiry that is %s', (_when, ms) => {
    const edit = override('acct_1', { payouts: 'on' }, { expiresAt: fromNow(ms) });
    expect(refused([assign('acct_1', 'spare'), edit])).toMatchObject({
      code: 'invalid_request',
      errors: [
        { pointer: '/edits/1/expiresAt', message: expect.stringContaining('lies in the past') },
      ],
    });
  });

  it('takes an expiry of the next millisecond', () => {
    const edit = override('acct_1', { payouts: 'on' }, { expiresAt: fromNow(1) });
    expect(onlyEffect([edit]).diff).toHaveLength(1);
  });

  it('keeps the author and time of a cell that already says so, and renews them otherwise', () => {
    const same = override('acct_2', { payments: 'off', payouts: 'on' }, { note: 'Risk' });
    expect(onlyEffect([same]).after).toMatchObject({
      overrides: { payments: { changeId: 'chg_old' }, payouts: { changeId: CHANGE_ID } },
    });
    const otherwise = [{ note: 'Other' }, { note: 'Risk', expiresAt: fromNow(1) }, {}];
    for (const more of otherwise) {
      const { after, diff } = onlyEffect([override('acct_2', { payments: 'off' }, more)]);
      expect(after).toMatchObject({ overrides: { payments: { changeId: CHANGE_ID } } });
      expect(diff).toMatchObject([{ cell: 'payments', before: 'off', after: 'off' }]);
    }
  });
});

it.each([
  ['account.assign', assign('acct_nobody', 'spare')],
  ['account.override', override('acct_nobody', { payments: 'on' })],
])('%s refuses an unknown account', (_op, edit) => {
  expect(refused([edit])).toMatchObject({
    code: 'account_not_found',
    message: 'There is no account "acct_nobody" in the mirror.',
  });
});

it('an account may be assigned and overridden in one change, with one new revision', () => {
  const { ops, after } = onlyEffect([
    assign('acct_1', 'spare'),
    override('acct_1', { payments: 'off' }),
    override('acct_1', { payouts: 'on' }),
  ]);
  expect(ops).toEqual(['account.assign', 'account.override']);
  expect(after).toMatchObject({ revision: 1, template: 'spare' });
  expect(Object.keys((after as { overrides: object }).overrides)).toEqual(['payments', 'payouts']);
});

it('an account that ends where it began has no effect', () => {
  expect(applied([assign('acct_2', 'spare'), assign('acct_2', 'retail')])).toEqual([]);
});
