import { describe, expect, it } from 'vitest';
import { MAX_CHAIN } from './template-use';
import { applied, onlyEffect, refused, templateState, worldOfPolicy } from './testing/worlds';

const create = (more: object = {}) => ({
  op: 'template.create',
  key: 'fresh',
  name: 'Fresh',
  ...more,
});
const update = (key: string, more: object = {}) => ({ op: 'template.update', key, ...more });
const archive = (key: string) => ({ op: 'template.archive', key });

describe('template.create', () => {
  it('makes the first revision, of what is set and without what is inherited', () => {
    const set = { payouts: 'off', documents: 'inherit', balances: 'on' };
    expect(onlyEffect([create({ extends: 'base', set })])).toEqual({
      subject: { kind: 'template', id: 'fresh' },
      ops: ['template.create'],
      before: null,
      after: {
        key: 'fresh',
        revision: 1,
        name: 'Fresh',
        extends: 'base',
        settings: { balances: 'on', payouts: 'off' },
        archived: false,
      },
      diff: [
        { subject: { kind: 'template', id: 'fresh' }, field: 'name', before: null, after: 'Fresh' },
        {
          subject: { kind: 'template', id: 'fresh' },
          field: 'extends',
          before: null,
          after: 'base',
        },
        {
          subject: { kind: 'template', id: 'fresh' },
          cell: 'balances',
          before: 'inherit',
          after: 'on',
        },
        {
          subject: { kind: 'template', id: 'fresh' },
          cell: 'payouts',
          before: 'inherit',
          after: 'off',
        },
      ],
    });
  });

  it.each(['spare', 'gone'])('refuses the key %s, which is taken, and shows both sides', (key) => {
    const error = refused([create({ key })]);
    expect(error.code).toBe('conflict');
    expect(error.members?.conflict).toMatchObject({
      subject: { kind: 'template', id: key },
      yours: { op: 'template.create', key },
      current: { key },
    });
  });

  it('refuses to make one template twice in one change', () => {
    expect(refused([create(), create()]).code).toBe('conflict');
  });
});

describe('template.update', () => {
  it('changes what is named and keeps the rest', () => {
    const { before, after } = onlyEffect([update('spare', { set: { payments: 'off' } })]);
    expect(before).toMatchObject({ revision: 5 });
    expect(after).toEqual({
      ...templateState('spare'),
      revision: 6,
      settings: { documents: 'on', payments: 'off' },
    });
  });

  it('takes a cell out that is set to inherit', () => {
    const { after, diff } = onlyEffect([update('spare', { set: { documents: 'inherit' } })]);
    expect(after).toMatchObject({ settings: {} });
    expect(diff).toMatchObject([{ cell: 'documents', before: 'on', after: 'inherit' }]);
  });

  it('leaves the parent alone unless it is named, and takes it off with null', () => {
    expect(onlyEffect([update('outlet', { name: 'X' })]).after).toMatchObject({
      extends: 'retail',
    });
    expect(onlyEffect([update('outlet', { extends: null })]).after).toMatchObject({
      extends: null,
    });
  });

  it('refuses an unknown template', () => {
    expect(refused([update('nowhere', { name: 'X' })])).toMatchObject({
      code: 'not_found',
      message: 'There is no template "nowhere".',
    });
  });

  it('refuses an archived template', () => {
    expect(refused([update('gone', { name: 'X' })])).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/edits/0/key', message: expect.stringContaining('archived') }],
    });
  });
});

describe('a parent', () => {
  it.each<[why: string, edits: object[], pointer: string, message: string]>([
    ['that is unknown', [create({ extends: 'nowhere' })], '/edits/0/extends', 'no template'],
    [
      'that is archived',
      [create({ extends: 'gone' })],
      '/edits/0/extends',
      'can no longer be extended',
    ],
    [
      'that is archived, for a template that exists',
      [update('spare', { extends: 'gone' })],
      '/edits/0/extends',
      'can no longer be extended',
    ],
    [
      'that an earlier edit archives',
      [archive('spare'), create({ extends: 'spare' })],
      '/edits/1/extends',
      'can no longer be extended',
    ],
    [
      'that is the template itself',
      [create({ extends: 'fresh' })],
      '/edits/0/extends',
      'no template',
    ],
    [
      'that is the template itself, which exists',
      [update('spare', { extends: 'spare' })],
      '/edits/0/extends',
      'cycle: spare → spare',
    ],
    [
      'that is a child',
      [update('base', { extends: 'retail' })],
      '/edits/0/extends',
      'cycle: base → retail → base',
    ],
    [
      'that is a grandchild',
      [update('base', { extends: 'outlet' })],
      '/edits/0/extends',
      'cycle: base → outlet → retail → base',
    ],
    [
      'that became a child in the same change',
      [update('german', { extends: 'spare' }), update('spare', { extends: 'german' })],
      '/edits/1/extends',
      'cycle: spare → german → spare',
    ],
    [
      'that closes a cycle of three within one change',
      [
        create({ extends: 'german' }),
        update('spare', { extends: 'fresh' }),
        update('german', { extends: 'spare' }),
      ],
      '/edits/2/extends',
      'cycle: german → spare → fresh → german',
    ],
  ])('is refused %s', (_why, edits, pointer, message) => {
    expect(refused(edits)).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer, message: expect.stringContaining(message) }],
    });
  });

  it('may be one that would have made a cycle before an earlier edit', () => {
    const edits = [update('retail', { extends: null }), update('base', { extends: 'retail' })];
    expect(applied(edits)).toHaveLength(2);
  });

  it('may stand so high that the chain is just deep enough, and no higher', () => {
    const keys = Array.from({ length: MAX_CHAIN }, (_, index) => `level-${index}`);
    const templates = keys.map((key, index) =>
      templateState(key, { extends: index === 0 ? null : (keys[index - 1] ?? null) }),
    );
    const world = worldOfPolicy();
    for (const template of templates) world.templates.set(template.key, template);

    expect(applied([create({ extends: `level-${MAX_CHAIN - 2}` })], world)).toHaveLength(1);
    const tooDeep = [
      [create({ extends: `level-${MAX_CHAIN - 1}` })],
      [update('level-0', { extends: 'base' })],
      // The templates below the one that moves count too: retail and outlet stand on base.
      [update('base', { extends: `level-${MAX_CHAIN - 3}` })],
    ];
    for (const edits of tooDeep) {
      expect(refused(edits, world).message).toContain(`deeper than ${MAX_CHAIN}`);
    }
  });
});
