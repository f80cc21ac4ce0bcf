import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  as,
  change,
  dump,
  factsOf,
  failure,
  later,
  MINUTE,
  newTemplate,
  patientDatabase,
  query,
  rowsAddedBy,
  SECOND,
} from '@/e2e/support/verbs';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { saveAccount } from './account-mirror';
import { getAccount } from './accounts';
import { listAudit } from './audit';
import { getPolicy } from './policy';

patientDatabase();

let facts: AccountFacts;
let account: string;
beforeEach(async () => {
  facts = factsOf({ traits: { country: 'DE' } });
  account = facts.id;
  await saveAccount(facts, later(0));
});

const rules = (list: object[]) => change([{ op: 'rules.replace', rules: list, default: 'base' }]);
afterEach(() => rules([]));

const tag = (more: object) => ({ op: 'account.tag', account, ...more });
const at = (ms: number) => ({ context: as('operator', later(ms)) });
const read = () => getAccount(as('support'), { id: account });

/** How many accounts the database says to have each of these tags. */
const counted = (...tags: string[]) =>
  query('SELECT value, accounts FROM tag WHERE value = ANY($1) ORDER BY 1', [tags]);

describe('a change of tags', () => {
  test('makes one revision, one line of history and one line of the audit', async () => {
    let made: Awaited<ReturnType<typeof change>> | undefined;
    const added = await rowsAddedBy(async () => {
      made = await change([tag({ add: ['door b', 'door a'] })]);
    });
    expect(added).toMatchObject({ change: 1, account_revision: 1, account_traits: 1, tag: 2 });
    expect(added).not.toHaveProperty('override');
    expect(made).toMatchObject({
      status: 'applied',
      diff: [
        {
          subject: { kind: 'account', id: account },
          field: 'tags',
          before: [],
          after: ['door a', 'door b'],
        },
      ],
      impact: { accounts: 1 },
    });
    expect(await read()).toMatchObject({ revision: 1, tags: ['door a', 'door b'] });
    const [revision] = await query(
      'SELECT tags, overrides, revision FROM account_revision WHERE account_id = $1',
      [account],
    );
    expect(revision).toEqual({ tags: ['door a', 'door b'], overrides: {}, revision: 1 });
    const { data } = await listAudit(as('admin'), {
      subjectKind: 'account',
      subjectId: account,
    });
    expect(data).toMatchObject([
      {
        action: 'account.tag',
        before: { revision: 0, tags: [] },
        after: { revision: 1, tags: ['door a', 'door b'] },
      },
    ]);
  });

  test('that comes to nothing writes nothing', async () => {
    await change([tag({ add: ['same'] })]);
    const before = await dump();
    const again = await change([tag({ add: ['same'], remove: ['other'] })]);
    expect(again).toMatchObject({ status: 'unchanged', diff: [] });
    expect(await dump()).toEqual(before);
  });

  test('against an old revision is a conflict that shows both sides', async () => {
    await change([tag({ add: ['first'] })]);
    const edit = tag({ add: ['second'], expectedRevision: 0 });
    expect(await failure(change([edit]))).toMatchObject({
      code: 'conflict',
      members: { conflict: { yours: edit, current: { revision: 1, tags: ['first'] } } },
    });
    expect((await read()).tags).toEqual(['first']);
  });

  test('keeps the tags through changes of anything else', async () => {
    await change([tag({ add: ['kept'] })]);
    await change([{ op: 'account.override', account, set: { payments: 'on' } }]);
    expect(await read()).toMatchObject({ revision: 2, tags: ['kept'] });
    const rows = await query(
      'SELECT tags FROM account_revision WHERE account_id = $1 ORDER BY revision',
      [account],
    );
    expect(rows).toEqual([{ tags: ['kept'] }, { tags: ['kept'] }]);
  });
});

test('rules see new tags in the same change, and those that are gone', async () => {
  const template = await newTemplate();
  const other = await newTemplate();
  await rules([
    { when: { tag: ['gold'] }, template },
    { when: { country: ['DE'], tag: ['silver'] }, template: other },
  ]);
  const assignment = async () => (await read()).assignment;
  expect(await assignment()).toMatchObject({ template: 'base', by: 'default' });
  await change([tag({ add: ['silver'] })]);
  expect(await assignment()).toMatchObject({ template: other, by: 'rule' });
  await change([tag({ add: ['gold'] })]);
  expect(await assignment()).toMatchObject({ template, by: 'rule' });
  expect((await getPolicy(as('support'), { account })).template.key).toBe(template);
  await change([tag({ remove: ['gold', 'silver'] })]);
  expect(await assignment()).toMatchObject({ template: 'base', by: 'default' });
  await change([{ op: 'account.assign', account, template: other }, tag({ add: ['gold'] })]);
  expect(await assignment()).toMatchObject({ template: other, by: 'explicit' });
});

test('a policy as of a past moment is made by the tags of then', async () => {
  const template = await newTemplate();
  await rules([{ when: { tag: ['then'] }, template }]);
  await change([tag({ add: ['then'] })], at(SECOND));
  // A sync between two changes must not make tags come or go.
  const synced = { ...facts, traits: { ...facts.traits, payoutInterval: 'manual' } };
  await saveAccount(synced, later(2 * SECOND));
  await change([tag({ remove: ['then'] })], at(3 * SECOND));
  const asOf = async (ms: number) => {
    const policy = await getPolicy(as('support', later(MINUTE)), { account, at: later(ms) });
    return policy.template.key;
  };
  const seen = [0, SECOND - 1, SECOND, 2 * SECOND, 3 * SECOND - 1, 3 * SECOND];
  expect(await Promise.all(seen.map(asOf))).toEqual(
    seen.map((ms) => (ms >= SECOND && ms < 3 * SECOND ? template : 'base')),
  );
});

describe('a sync from Stripe', () => {
  test('never loses tags, not even one that comes at the same time', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `sync ${index}`);
    await Promise.all(
      names.flatMap((name, index) => [
        change([tag({ add: [name] })]),
        saveAccount({ ...facts, name: `Shop ${index}` }, later(index)),
      ]),
    );
    expect(await read()).toMatchObject({ revision: 8, tags: names });
    const [last] = await query<{ traits: { tags: string[] } }>(
      'SELECT traits FROM account_traits WHERE account_id = $1 ORDER BY revision DESC LIMIT 1',
      [account],
    );
    expect(last?.traits.tags).toEqual(names);
  });

  test('whose clock is behind does not write history before what is written', async () => {
    await change([tag({ add: ['clock'] })], at(MINUTE));
    await saveAccount({ ...facts, traits: { ...facts.traits, country: 'FR' } }, later(SECOND));
    const rows = await query<{ valid_from: Date }>(
      'SELECT valid_from FROM account_traits WHERE account_id = $1 ORDER BY revision',
      [account],
    );
    const times = rows.map((row) => row.valid_from.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times).toHaveLength(3);
  });
});

test('the database counts tags as they come and go', async () => {
  const other = factsOf();
  await saveAccount(other, later(0));
  await change([
    tag({ add: ['count a', 'count b'] }),
    { op: 'account.tag', account: other.id, add: ['count a'] },
  ]);
  expect(await counted('count a', 'count b')).toEqual([
    { value: 'count a', accounts: 2 },
    { value: 'count b', accounts: 1 },
  ]);
  await change([tag({ add: ['count c'], remove: ['count a', 'count b'] })]);
  expect(await counted('count a', 'count b', 'count c')).toEqual([
    { value: 'count a', accounts: 1 },
    { value: 'count c', accounts: 1 },
  ]);
  const drift = await query(`
    SELECT value, accounts FROM tag
    EXCEPT SELECT t, count(*) FROM account, unnest(tags) t GROUP BY t`);
  expect(drift).toEqual([]);
});
