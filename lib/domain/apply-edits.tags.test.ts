import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffAccount } from './diff';
import { type AccountState, MAX_TAGS } from './state';
import { RUNS } from './testing/arbitraries';
import { accountState, applied, onlyEffect, refused, worldOfPolicy } from './testing/worlds';

const tag = (more: object, account = 'acct_1') => ({ op: 'account.tag', account, ...more });

/** A world whose `acct_1` has these tags. */
function worldWith(tags: readonly string[], revision = 3) {
  const world = worldOfPolicy();
  world.accounts.set('acct_1', accountState('acct_1', { tags, revision }));
  return world;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `tag ${index}`);

describe('account.tag', () => {
  it('adds and removes tags, and says so in one line', () => {
    const edit = tag({ add: ['vip', 'beta'], remove: ['trial'] });
    const { ops, before, after, diff } = onlyEffect([edit], worldWith(['trial', 'gold']));
    expect(ops).toEqual(['account.tag']);
    expect(before).toMatchObject({ revision: 3, tags: ['trial', 'gold'] });
    expect(after).toEqual(accountState('acct_1', { revision: 4, tags: ['beta', 'gold', 'vip'] }));
    expect(diff).toEqual([
      {
        subject: { kind: 'account', id: 'acct_1' },
        field: 'tags',
        before: ['gold', 'trial'],
        after: ['beta', 'gold', 'vip'],
      },
    ]);
  });

  it('has no effect where nothing comes of it', () => {
    const world = worldWith(['vip', 'beta']);
    expect(applied([tag({ add: ['vip'], remove: ['gold'] })], world)).toEqual([]);
    expect(applied([tag({ add: ['new'] }), tag({ remove: ['new'] })], world)).toEqual([]);
  });

  it('leaves assignment and overrides as they are, and goes along with edits of them', () => {
    const { after } = onlyEffect([tag({ add: ['vip'] }, 'acct_2')]);
    const before = worldOfPolicy().accounts.get('acct_2');
    expect(after).toEqual({ ...before, revision: 7, tags: ['vip'] });
    const both = onlyEffect([
      tag({ add: ['vip'] }),
      { op: 'account.assign', account: 'acct_1', template: 'spare' },
    ]);
    expect(both.ops).toEqual(['account.tag', 'account.assign']);
    expect(both.after).toMatchObject({ revision: 1, tags: ['vip'], template: 'spare' });
    expect(both.diff).toHaveLength(2);
  });

  it('refuses a revision that is no longer current, and shows both sides', () => {
    const edit = tag({ add: ['vip'], expectedRevision: 2 });
    expect(refused([edit], worldWith(['trial']))).toMatchObject({
      code: 'conflict',
      members: {
        conflict: {
          subject: { kind: 'account', id: 'acct_1' },
          yours: edit,
          current: { revision: 3, tags: ['trial'] },
        },
      },
    });
    expect(
      onlyEffect([tag({ add: ['vip'], expectedRevision: 3 })], worldWith([])).diff,
    ).toHaveLength(1);
  });

  it('refuses an unknown account', () => {
    expect(refused([tag({ add: ['vip'] }, 'acct_nobody')]).code).toBe('account_not_found');
  });

  it('lets an account have so many tags and no more', () => {
    const full = worldWith(numbered(MAX_TAGS));
    expect(refused([tag({ remove: ['x'] }), tag({ add: ['one more'] })], full)).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/edits/1/add', message: expect.stringContaining('would have 31') }],
    });
    const swapped = onlyEffect([tag({ add: ['one more'], remove: ['tag 0'] })], full);
    expect((swapped.after as AccountState).tags).toHaveLength(MAX_TAGS);
    // One that has too many already can still lose some.
    const over = worldWith(numbered(MAX_TAGS + 5));
    const fewer = onlyEffect([tag({ add: ['one more'], remove: ['tag 0', 'tag 1'] })], over);
    expect((fewer.after as AccountState).tags).toHaveLength(MAX_TAGS + 4);
  });
});

const name = fc.constantFrom('vip', 'beta', 'gold', 'trial', 'a b', '%', 'Größe');
const some = fc.array(name, { maxLength: 6 });

it('comes to the tags that sets would come to, whatever was there', () => {
  fc.assert(
    fc.property(fc.uniqueArray(name), some, some, (had, add, drawn) => {
      const remove = drawn.filter((tagged) => !add.includes(tagged));
      fc.pre(add.length + remove.length > 0);
      const expected = new Set([...had, ...add].filter((tagged) => !remove.includes(tagged)));
      const [effect] = applied([tag({ add, remove })], worldWith(had));
      const same = expected.size === had.length && had.every((tagged) => expected.has(tagged));
      expect(effect === undefined).toBe(same);
      if (!effect) return;
      const { tags } = effect.after as AccountState;
      expect(tags).toEqual([...expected].sort());
      expect(effect.diff).toMatchObject([{ field: 'tags', before: had.toSorted(), after: tags }]);
    }),
    RUNS,
  );
});

it('does not see in what order tags stand', () => {
  const one = accountState('acct_1', { tags: ['a', 'b', 'c'] });
  expect(diffAccount(one, { ...one, tags: ['c', 'a', 'b'] })).toEqual([]);
});
