import { describe, expect, it } from 'vitest';
import { applied, onlyEffect, refused, templateState, worldOfPolicy } from './testing/worlds';

const update = (key: string, more: object = {}) => ({ op: 'template.update', key, ...more });
const archive = (key: string) => ({ op: 'template.archive', key });

describe('template.archive', () => {
  it('takes a template out of use and keeps what it says', () => {
    const { after, diff } = onlyEffect([archive('spare')]);
    expect(after).toEqual({
      ...templateState('spare'),
      revision: 6,
      settings: { documents: 'on' },
      archived: true,
    });
    expect(diff).toMatchObject([{ field: 'archived', before: false, after: true }]);
  });

  it('refuses an unknown template', () => {
    expect(refused([archive('nowhere')]).code).toBe('not_found');
  });

  it.each([
    ['base', 'it is the default template; "retail" extends it'],
    ['german', 'a rule gives it'],
    ['retail', '1 account is assigned to it; "outlet" extends it'],
  ])('refuses %s while it is in use, and says by whom', (key, users) => {
    const error = refused([archive(key)]);
    expect(error.code).toBe('conflict');
    expect(error.message).toContain(users);
    expect(error.members?.conflict).toMatchObject({
      subject: { kind: 'template', id: key },
      yours: { op: 'template.archive', key },
      users: users.split('; '),
    });
  });

  it('counts the accounts that earlier edits of the change assign and take away', () => {
    const assign = (template: string | null, account: string) => ({
      op: 'account.assign',
      account,
      template,
    });
    expect(refused([assign('spare', 'acct_1'), archive('spare')]).message).toContain('1 account');
    const both = [assign('spare', 'acct_1'), assign('spare', 'acct_2'), archive('spare')];
    expect(refused(both).message).toContain('2 accounts are');
    const freed = [assign('spare', 'acct_1'), assign(null, 'acct_1'), archive('spare')];
    expect(applied(freed)).toMatchObject([{ subject: { id: 'spare' } }]);
  });

  it('lets a template go that earlier edits of the change have freed', () => {
    const edits = [
      { op: 'account.assign', account: 'acct_2', template: null },
      update('outlet', { extends: 'base' }),
      archive('retail'),
      { op: 'rules.replace', rules: [], default: 'base' },
      archive('german'),
    ];
    const archived = applied(edits).filter(({ diff }) =>
      diff.some(({ field }) => field === 'archived'),
    );
    expect(archived.map(({ subject }) => subject.id)).toEqual(['retail', 'german']);
  });

  it('lets a parent go whose children are archived', () => {
    const world = worldOfPolicy();
    world.templates.set('gone', templateState('gone', { extends: 'spare', archived: true }));
    expect(applied([archive('spare')], world)).toHaveLength(1);
  });
});
