import { describe, expect, it } from 'vitest';
import { changeRequest, MAX_EDITS } from './edits';
import { AppError } from './errors';
import { parse } from './parse';

/** The places at which a change is refused, with what is said there. */
function errorsIn(edits: unknown, more: object = {}): [pointer: string, message: string][] {
  try {
    parse(changeRequest, { reason: 'Because', edits, ...more });
  } catch (error) {
    if (error instanceof AppError) {
      return (error.errors ?? []).map(({ pointer, message }) => [pointer, message]);
    }
    throw error;
  }
  return [];
}

const pointersIn = (edits: unknown, more?: object) =>
  errorsIn(edits, more).map(([pointer]) => pointer);

const update = (set: object, key = 'retail') => ({ op: 'template.update', key, set });
const override = (set: object, account = 'acct_1') => ({ op: 'account.override', account, set });
const tag = (more: object, account = 'acct_1') => ({ op: 'account.tag', account, ...more });

const manyTags = (count: number) => Array.from({ length: count }, (_, index) => `tag ${index}`);

describe('a change', () => {
  it('fills in what may be left out', () => {
    const edits = [
      { op: 'template.create', key: 'a', name: ' A ' },
      { ...override({ payments: 'on' }), expiresAt: '2030-01-01T00:00:00+01:00' },
    ];
    expect(parse(changeRequest, { reason: ' R ', edits })).toEqual({
      reason: 'R',
      dryRun: false,
      draft: false,
      applyAt: null,
      edits: [
        { op: 'template.create', key: 'a', name: 'A', extends: null, set: {} },
        {
          ...override({ payments: 'on' }),
          expiresAt: new Date('2029-12-31T23:00:00Z'),
          note: null,
        },
      ],
    });
  });

  it('holds one edit at least and so many at most', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ op: 'template.archive', key: `k${index}` }));
    expect(pointersIn([])).toEqual(['/edits']);
    expect(pointersIn(many(MAX_EDITS))).toEqual([]);
    expect(pointersIn(many(MAX_EDITS + 1))).toEqual(['/edits']);
  });

  it.each<[name: string, edits: unknown, pointers: string[]]>([
    ['edits that are no list', {}, ['/edits']],
    ['an edit that is no object', [null], ['/edits/0']],
    ['an edit without an operation', [{ key: 'a' }], ['/edits/0/op']],
    ['an unknown operation', [{ op: 'template.delete', key: 'a' }], ['/edits/0/op']],
    [
      'an unknown property',
      [{ op: 'template.archive', key: 'a', force: true }],
      ['/edits/0/force'],
    ],
    ['an unknown component', [update({ hologram: 'on' })], ['/edits/0/set/hologram']],
    ['an unknown feature', [update({ 'payments.x': 'on' })], ['/edits/0/set/payments.x']],
    [
      'a feature of another component',
      [update({ 'payouts.refund_management': 'on' })],
      ['/edits/0/set/payouts.refund_management'],
    ],
    [
      'a feature that only the reference shows',
      [update({ 'financial_account.money_movement': 'on' })],
      ['/edits/0/set/financial_account.money_movement'],
    ],
    ['a cell with a slash', [update({ 'pay/ments~': 'on' })], ['/edits/0/set/pay~1ments~0']],
    [
      'names of Object.prototype',
      [update({ constructor: 'on', toString: 'off' })],
      ['/edits/0/set/constructor', '/edits/0/set/toString'],
    ],
    ['an unknown setting', [update({ payments: 'maybe' })], ['/edits/0/set/payments']],
    ['a setting that is a boolean', [update({ payments: true })], ['/edits/0/set/payments']],
    ['an override of nothing', [override({})], ['/edits/0/set']],
    [
      'an account that is a path',
      [override({ payments: 'on' }, 'acct_1/../2')],
      ['/edits/0/account'],
    ],
    ['a template key with NUL', [update({}, 'retail\u0000')], ['/edits/0/key']],
    [
      'an expiry that is no time',
      [{ ...override({ payments: 'on' }), expiresAt: 'soon' }],
      ['/edits/0/expiresAt'],
    ],
    [
      'a note with a bell',
      [{ ...override({ payments: 'on' }), note: 'a\u0007b' }],
      ['/edits/0/note'],
    ],
    [
      'a revision as text',
      [{ op: 'template.archive', key: 'a', expectedRevision: '1' }],
      ['/edits/0/expectedRevision'],
    ],
    ['a tagging of nothing', [tag({})], ['/edits/0/add']],
    ['a tagging of two nothings', [tag({ add: [], remove: [] })], ['/edits/0/add']],
    ['a tag that is empty', [tag({ remove: ['vip', ' '] })], ['/edits/0/remove/1']],
    ['a tag with a comma', [tag({ add: ['a,b'] })], ['/edits/0/add/0']],
    ['a tag of two lines', [tag({ add: ['a\nb'] })], ['/edits/0/add/0']],
    ['a tag that is too long', [tag({ add: ['x'.repeat(41)] })], ['/edits/0/add/0']],
    ['tags that are too many', [tag({ add: manyTags(31) })], ['/edits/0/add']],
    ['tags that are one text', [tag({ add: 'vip' })], ['/edits/0/add']],
    [
      'two edits that are wrong',
      [update({ a: 'on' }), update({ b: 'on' }, 'other')],
      ['/edits/0/set/a', '/edits/1/set/b'],
    ],
  ])('refuses %s at its own place', (_name, edits, pointers) => {
    expect(pointersIn(edits)).toEqual(pointers);
  });

  it.each([
    ['', '/reason'],
    ['  ', '/reason'],
    ['a\u0000', '/reason'],
    ['x'.repeat(2001), '/reason'],
  ])('refuses the reason %j', (reason, pointer) => {
    expect(pointersIn([{ op: 'template.archive', key: 'a' }], { reason })).toEqual([pointer]);
  });

  it('refuses properties that it does not know', () => {
    const edits = [{ op: 'template.archive', key: 'a' }];
    expect(pointersIn(edits, { author: 'me' })).toEqual(['/author']);
    expect(pointersIn(edits, { dryRun: 'true' })).toEqual(['/dryRun']);
  });
});

describe('a cell that is set twice', () => {
  it('is refused where it stands the second time', () => {
    expect(errorsIn([update({ payments: 'on' }), update({ payments: 'on' })])).toEqual([
      ['/edits/1/set/payments', 'The cell payments of "retail" is set twice in this change.'],
    ]);
    const edits = [
      override({ payments: 'on', payouts: 'on' }),
      override({ documents: 'on' }),
      override({ payouts: 'off', documents: 'inherit' }),
    ];
    expect(pointersIn(edits)).toEqual(['/edits/2/set/payouts', '/edits/2/set/documents']);
  });

  it('is seen when a template is made and changed at once', () => {
    const create = { op: 'template.create', key: 'retail', name: 'R', set: { payments: 'on' } };
    expect(pointersIn([create, update({ payments: 'off' })])).toEqual(['/edits/1/set/payments']);
  });

  it('may be one of two templates, of two accounts, or of a template and an account', () => {
    const edits = [
      update({ payments: 'on' }),
      update({ payments: 'on' }, 'other'),
      override({ payments: 'on' }),
      override({ payments: 'on' }, 'acct_2'),
    ];
    expect(errorsIn(edits)).toEqual([]);
  });
});

describe('a tag that is both added and removed', () => {
  it('is refused where it stands the second time, in one edit or in two', () => {
    expect(errorsIn([tag({ add: ['beta', 'vip '], remove: [' vip'] })])).toEqual([
      ['/edits/0/remove/0', 'The tag "vip" of "acct_1" is both added and removed in this change.'],
    ]);
    const edits = [tag({ remove: ['vip'] }), tag({ add: ['beta'] }), tag({ add: ['gold', 'vip'] })];
    expect(pointersIn(edits)).toEqual(['/edits/2/add/1']);
  });

  it('may be so of two accounts, and be added twice, or differ in its case', () => {
    const edits = [
      tag({ add: ['vip', 'vip'], remove: ['VIP'] }),
      tag({ add: ['vip'] }),
      tag({ remove: ['vip'] }, 'acct_2'),
      tag({ add: manyTags(30), remove: ['beta'] }, 'acct_3'),
    ];
    expect(errorsIn(edits)).toEqual([]);
  });
});
