import { beforeAll, describe, expect, test } from 'vitest';
import { as, change, dump, failure, newAccount, newTemplate, query } from '@/e2e/support/verbs';
import { getChange } from '@/lib/data/change-list';

let account: string;
let used: string;
let template: string;

beforeAll(async () => {
  account = await newAccount();
  used = await newTemplate();
  template = await newTemplate({ payments: 'on' });
  await change([{ op: 'account.assign', account, template: used }]);
});

/** One edit of each kind, all of which hold. */
const good = () => [
  { op: 'template.create', key: 'dry', name: 'Dry', extends: template, set: { payouts: 'off' } },
  { op: 'template.update', key: template, name: 'Other', set: { payments: 'inherit' } },
  { op: 'account.assign', account, template: 'dry' },
  {
    op: 'account.override',
    account,
    set: { payments: 'on' },
    note: 'N',
    expiresAt: '2040-01-01T00:00:00Z',
  },
  { op: 'rules.replace', rules: [{ when: { country: ['US'] }, template: 'dry' }], default: 'base' },
  { op: 'template.archive', key: used },
];

describe('a dry run', () => {
  test('writes nothing at all, and says what the real run then does', async () => {
    const before = await dump();
    const dry = await change(good(), { dryRun: true });
    expect(await dump()).toEqual(before);
    expect(dry).toMatchObject({ id: null, status: 'dry_run', appliedAt: null });

    // The dry run left no trace, so the real one meets what it met.
    const real = await change(good());
    expect(real).toMatchObject({ status: 'applied', impact: dry.impact });
    expect(real.impact.accounts).toBeGreaterThan(0);
    expect(real.diff).toEqual(dry.diff);
    expect(real.edits).toEqual(dry.edits);
    expect(real.diff.length).toBeGreaterThan(8);
    expect((await getChange(as('support'), { id: real.id ?? '' })).diff).toEqual(
      JSON.parse(JSON.stringify(dry.diff)),
    );
  });

  test('is refused just as the real run would be', async () => {
    const edits = [{ op: 'template.archive', key: 'base' }];
    const [dry, real] = [
      await failure(change(edits, { dryRun: true })),
      await failure(change(edits)),
    ];
    expect(dry).toMatchObject({ code: 'conflict', message: real.message, members: real.members });
  });
});

describe('a change with one edit that does not hold', () => {
  const bad: [code: string, edit: object][] = [
    ['account_not_found', { op: 'account.assign', account: 'acct_nobody', template: null }],
    ['not_found', { op: 'template.update', key: 'nowhere', name: 'X' }],
    ['invalid_request', { op: 'template.create', key: 'lost', name: 'X', extends: 'nowhere' }],
    ['conflict', { op: 'template.create', key: 'base', name: 'X' }],
    ['conflict', { op: 'rules.replace', expectedRevision: 99, rules: [], default: 'base' }],
  ];

  test.each(bad)('%s leaves every table as it was', async (code, edit) => {
    const before = await dump();
    const edits = [
      { op: 'template.create', key: 'never', name: 'Never' },
      { op: 'template.update', key: template, set: { documents: 'on' } },
      { op: 'account.assign', account, template: 'never' },
      { op: 'account.override', account, set: { documents: 'off' } },
      { op: 'rules.replace', rules: [], default: 'never' },
    ];
    for (const place of [0, 2, edits.length]) {
      const list = [...edits.slice(0, place), edit, ...edits.slice(place)];
      expect((await failure(change(list))).code).toBe(code);
    }
    expect(await dump()).toEqual(before);
  });

  test('a failure of the database on the way leaves every table as it was', async () => {
    await query(`CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'broken on purpose'; END $$`);
    await query('CREATE TRIGGER broken BEFORE INSERT ON audit_entry EXECUTE FUNCTION break()');
    const before = await dump();
    const edits = [
      { op: 'template.update', key: template, set: { documents: 'on' } },
      { op: 'account.override', account, set: { documents: 'off' } },
    ];
    const error = await failure(change(edits));
    expect(error).not.toHaveProperty('code', 'database_unavailable');
    expect(await dump()).toEqual(before);
    await query('DROP TRIGGER broken ON audit_entry');
    expect((await change(edits)).status).toBe('applied');
  });
});

describe('an edit against a revision that is no longer current', () => {
  test.each([
    ['template', () => ({ op: 'template.update', key: template, name: 'Mine' })],
    ['account', () => ({ op: 'account.override', account, set: { payments: 'off' } })],
    ['rules', () => ({ op: 'rules.replace', rules: [], default: 'base' })],
  ])('of %s is a conflict that shows both sides, and writes nothing', async (kind, edit) => {
    const before = await dump();
    const error = await failure(change([{ ...edit(), expectedRevision: 77 }]));
    expect(error.code).toBe('conflict');
    expect(error.members?.conflict).toMatchObject({
      subject: { kind },
      expectedRevision: 77,
      yours: { ...edit(), expectedRevision: 77 },
      current: { revision: expect.any(Number) },
    });
    expect(await dump()).toEqual(before);
  });

  test('shows what is current in full', async () => {
    const key = await newTemplate({ payments: 'on' });
    await change([{ op: 'template.update', key, expectedRevision: 1, set: { payments: 'off' } }]);
    const mine = { op: 'template.update', key, expectedRevision: 1, set: { payouts: 'on' } };
    const { members } = await failure(change([mine]));
    expect(members).toEqual({
      conflict: {
        subject: { kind: 'template', id: key },
        expectedRevision: 1,
        yours: mine,
        current: {
          key,
          revision: 2,
          name: expect.any(String),
          extends: null,
          settings: { payments: 'off' },
          archived: false,
        },
      },
    });
  });
});
