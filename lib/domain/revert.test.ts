import { describe, expect, it } from 'vitest';
import type { AccountEffect } from './apply-edits';
import { type Revert, revertOf } from './revert';
import type { World } from './state';
import { AT } from './testing/fixtures';
import { fromNow, HOUR } from './testing/lives';
import { accountState, applied, overrideState, worldOfPolicy } from './testing/worlds';
import { worldAfter } from './world-after';

/** Makes a change, then others on top, and takes the first one back. */
function reverted(edits: object[], later: object[] = [], world: World = worldOfPolicy()): Revert {
  const effects = applied(edits, world);
  const after = worldAfter(world, effects);
  return revertOf(effects, worldAfter(after, applied(later, after)), AT);
}

const create = {
  op: 'template.create',
  key: 'new',
  name: 'New',
  extends: 'base',
  set: { payouts: 'off' },
};
const subject = { kind: 'template', id: 'new' };

describe('reverting the creation of a template', () => {
  it('archives it', () => {
    const whole = { clashes: [], expired: [] };
    const archive = { op: 'template.archive', key: 'new' };
    expect(reverted([create])).toEqual({ ...whole, edits: [archive] });
    expect(reverted([create], [archive])).toEqual({ ...whole, edits: [] });
  });

  it('frees it first from what the change itself gave it to', () => {
    const assign = { op: 'account.assign', account: 'acct_1', template: 'new' };
    const extend = { op: 'template.update', key: 'spare', extends: 'new' };
    const { edits, clashes } = reverted([create, assign, extend]);
    expect(clashes).toEqual([]);
    expect(edits).toEqual([
      { op: 'template.update', key: 'spare', extends: null },
      { op: 'account.assign', account: 'acct_1', template: null },
      { op: 'template.archive', key: 'new' },
    ]);
  });

  it('leaves one alone that others use or have altered', () => {
    const used = reverted([create], [{ op: 'account.assign', account: 'acct_1', template: 'new' }]);
    expect(used.edits).toEqual([]);
    expect(used.clashes).toEqual([
      {
        subject,
        field: 'archived',
        was: false,
        now: false,
        why: 'refused',
        message:
          'The template "new" cannot be archived while it is in use: 1 account is assigned to it.',
      },
    ]);
    const altered = reverted(
      [create],
      [{ op: 'template.update', key: 'new', set: { payments: 'on' } }],
    );
    expect(altered).toEqual({
      edits: [],
      expired: [],
      clashes: [{ subject, cell: 'payments', was: 'inherit', now: 'on', why: 'touched_since' }],
    });
  });
});

describe('archived templates', () => {
  it('stay archived', () => {
    const spare = { kind: 'template', id: 'spare' };
    const { edits, clashes } = reverted([
      { op: 'template.update', key: 'spare', name: 'Old' },
      { op: 'template.archive', key: 'spare' },
    ]);
    expect(edits).toEqual([]);
    expect(clashes).toEqual([
      { subject: spare, field: 'archived', was: true, now: true, why: 'stays_archived' },
      { subject: spare, field: 'name', was: 'Old', now: 'Old', why: 'archived' },
    ]);
  });

  it('are not touched when others archived them since, and not given back', () => {
    const rename = { op: 'template.update', key: 'spare', name: 'Other' };
    const archive = { op: 'template.archive', key: 'spare' };
    expect(reverted([rename], [archive]).clashes).toMatchObject([
      { field: 'name', why: 'archived' },
    ]);

    const world = worldOfPolicy();
    world.accounts.set('acct_1', accountState('acct_1', { template: 'spare' }));
    world.assigned.set('spare', 1);
    const hand = { op: 'account.assign', account: 'acct_1', template: null };
    const { edits, clashes } = reverted([hand], [archive], world);
    expect(edits).toEqual([]);
    expect(clashes).toMatchObject([
      {
        field: 'template',
        was: null,
        now: null,
        why: 'refused',
        message: expect.stringContaining('archived'),
      },
    ]);
  });
});

describe('reverting what was done to an account', () => {
  const account = { kind: 'account', id: 'acct_2' };
  const set = (cells: object, more: object = {}) => ({
    op: 'account.override',
    account: 'acct_2',
    set: cells,
    ...more,
  });

  it('puts overrides back with their note and expiry, and takes new ones out', () => {
    const { edits, clashes } = reverted([
      set({ payments: 'on', payouts: 'on' }, { note: 'Asked' }),
    ]);
    expect(clashes).toEqual([]);
    expect(edits).toEqual([
      set({ payments: 'off' }, { note: 'Risk', expiresAt: null }),
      set({ payouts: 'inherit' }, { note: null, expiresAt: null }),
    ]);
  });

  it('leaves a cell alone that was touched since, even if only its note was', () => {
    const { edits, clashes } = reverted(
      [set({ payments: 'on', payouts: 'on' })],
      [set({ payments: 'on' }, { note: 'Still' })],
    );
    expect(edits).toEqual([set({ payouts: 'inherit' }, { note: null, expiresAt: null })]);
    expect(clashes).toEqual([
      {
        subject: account,
        cell: 'payments',
        was: { setting: 'on', note: null, expiresAt: null },
        now: { setting: 'on', note: 'Still', expiresAt: null },
        why: 'touched_since',
      },
    ]);
  });

  it('does not bring back an override that would have expired meanwhile', () => {
    const world = worldOfPolicy();
    const gone = overrideState({ setting: 'off', expiresAt: fromNow(HOUR) });
    world.accounts.set('acct_2', accountState('acct_2', { overrides: { payments: gone } }));
    const effects = applied([set({ payments: 'on' })], world);
    const revert = revertOf(effects, worldAfter(world, effects), fromNow(2 * HOUR));
    expect(revert).toEqual({
      edits: [set({ payments: 'inherit' }, { note: null, expiresAt: null })],
      clashes: [],
      expired: [{ subject: account, cell: 'payments', expiresAt: fromNow(HOUR) }],
    });
  });

  it('takes tags one by one', () => {
    const world = worldOfPolicy();
    world.accounts.set('acct_2', accountState('acct_2', { tags: ['old', 'vip'] }));
    const tag = (add: string[], remove: string[]) => ({
      op: 'account.tag',
      account: 'acct_2',
      ...(add.length > 0 && { add }),
      ...(remove.length > 0 && { remove }),
    });
    const change = tag(['beta', 'pilot'], ['old']);
    expect(reverted([change], [tag(['later'], ['pilot'])], world)).toEqual({
      edits: [tag(['old'], ['beta'])],
      clashes: [],
      expired: [],
    });
  });

  it('says where the account is gone', () => {
    const world = worldOfPolicy();
    const effects = applied([set({ payouts: 'on' })], world);
    world.accounts.delete('acct_2');
    const { edits, clashes } = revertOf(effects, world, AT);
    expect(edits).toEqual([]);
    expect(clashes).toMatchObject([{ subject: account, field: 'account', now: null, why: 'gone' }]);
    expect((effects[0] as AccountEffect).after.account).toBe('acct_2');
  });
});

describe('reverting rules', () => {
  const rules = (list: object[], fallback: string) => ({
    op: 'rules.replace',
    rules: list,
    default: fallback,
  });
  const german = { when: { country: ['DE'] }, template: 'german' };
  const french = { when: { country: ['FR'] }, template: 'retail' };

  it('puts back the list and the default, each where nobody touched it since', () => {
    expect(reverted([rules([french], 'retail')]).edits).toEqual([rules([german], 'base')]);
    const { edits, clashes } = reverted([rules([french], 'retail')], [rules([], 'retail')]);
    expect(edits).toEqual([rules([], 'base')]);
    expect(clashes).toMatchObject([
      { field: 'rules', was: [french], now: [], why: 'touched_since' },
    ]);
  });
});
