import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addPeople,
  as,
  asSystem,
  change,
  factsOf,
  later,
  NOW,
  newAccount,
  newTemplate,
  query,
} from '@/e2e/support/verbs';
import { resolve, resolveWith } from '@/lib/domain/resolve';
import { env } from '@/lib/env';
import { saveAccount } from '../account-mirror';
import { readPolicyInput } from '../policy-input';
import { authenticateToken, createToken, revokeToken } from '../tokens';
import { Feed, feed, type News } from './feed';
import { type KeptPolicy, keptPolicy } from './policies';
import { pruneNews } from './prune';

beforeAll(addPeople);

/** What is kept of an account, resolved. */
async function resolved(account: string, at = later(1000)) {
  const { account: kept, compiled } = (await keptPolicy(account)) as KeptPolicy;
  const { traits, assignedBy, overrides } = kept;
  return resolveWith(compiled, { account, at, traits, assignedBy, overrides });
}

/** The same past the cache. */
async function fresh(account: string, at = later(1000)) {
  const current = await readPolicyInput(account, at);
  if (!current) throw new Error(`There is no ${account}.`);
  return resolve(current.input);
}

describe('a policy that is kept', () => {
  test('is what the database says, after every kind of write', async () => {
    const [top, other] = [await newTemplate({ payments: 'on' }), await newTemplate()];
    const below = await newTemplate({}, top);
    const account = await newAccount({ traits: { country: 'PT' } });
    const facts = factsOf({ id: account, traits: { country: 'PT' } });
    const writes: [string, () => Promise<unknown>][] = [
      ['an assignment', () => change([{ op: 'account.assign', account, template: below }])],
      ['an ancestor', () => change([{ op: 'template.update', key: top, set: { payouts: 'on' } }])],
      ['a parent', () => change([{ op: 'template.update', key: below, extends: other }])],
      ['an override', () => change([{ op: 'account.override', account, set: { payments: 'on' } }])],
      [
        'an override less',
        () => change([{ op: 'account.override', account, set: { payments: 'inherit' } }]),
      ],
      ['a tag', () => change([{ op: 'account.tag', account, add: ['vip'] }])],
      ['no assignment', () => change([{ op: 'account.assign', account, template: null }])],
      [
        'rules',
        () =>
          change([
            {
              op: 'rules.replace',
              rules: [{ when: { country: ['PT'] }, template: other }],
              default: 'base',
            },
          ]),
      ],
      [
        'traits',
        () => saveAccount({ ...facts, traits: { ...facts.traits, country: 'DE' } }, later(500)),
      ],
    ];
    expect(await resolved(account)).toEqual(await fresh(account));
    for (const [what, write] of writes) {
      await write();
      expect(await resolved(account), what).toEqual(await fresh(account));
    }
  });

  test('is read from the database once', async () => {
    const account = await newAccount();
    const first = (await keptPolicy(account)) as KeptPolicy;
    const second = (await keptPolicy(account)) as KeptPolicy;
    expect(second.account).toBe(first.account);
    expect(second.compiled).toBe(first.compiled);
  });

  test('stays where a sync finds nothing new, and where others are altered', async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const first = (await keptPolicy(account)) as KeptPolicy;
    await saveAccount(factsOf({ id: account }), later(60_000));
    await change([{ op: 'account.override', account: other, set: { payments: 'on' } }]);
    expect(((await keptPolicy(account)) as KeptPolicy).account).toBe(first.account);
  });

  test('is none for an account that the mirror lacks, until it has it', async () => {
    const id = `acct_1Late${randomUUID().slice(0, 8)}`;
    expect(await keptPolicy(id)).toBeNull();
    await newAccount({ id });
    expect(await keptPolicy(id)).not.toBeNull();
  });
});

describe('the feed', () => {
  let told: (readonly News[] | null)[];
  let own: Feed;
  let slow: pg.Client;

  beforeEach(async () => {
    told = [];
    own = new Feed();
    own.keep((news) => told.push(news));
    await own.look();
    told = [];
  });
  beforeAll(async () => {
    slow = new pg.Client({ connectionString: env().DATABASE_URL });
    await slow.connect();
  });
  afterAll(() => slow.end());

  test('says nothing where nothing was altered', async () => {
    await own.look();
    await own.look();
    expect(told).toEqual([]);
  });

  test('tells once of what is committed, also where it was begun before what it told of already', async () => {
    const [early, late] = [await newAccount(), await newAccount()];
    await own.look();
    told = [];
    await slow.query('BEGIN');
    await slow.query(`UPDATE account SET tags = '{early}' WHERE id = $1`, [early]);
    await query(`UPDATE account SET tags = '{late}' WHERE id = $1`, [late]);
    await own.look();
    expect(told).toEqual([[{ kind: 'account', ids: [late] }]]);
    await slow.query('COMMIT');
    await own.look();
    expect(told.slice(1)).toEqual([[{ kind: 'account', ids: [early] }]]);
    await own.look();
    expect(told).toHaveLength(2);
  });

  test('never tells of what was rolled back', async () => {
    const account = await newAccount();
    await own.look();
    told = [];
    await slow.query('BEGIN');
    await slow.query(`UPDATE account SET tags = '{never}' WHERE id = $1`, [account]);
    await slow.query('ROLLBACK');
    await own.look();
    expect(told).toEqual([]);
  });

  test('names no single account where very many are altered', async () => {
    await query(
      `INSERT INTO account (id, name, capabilities, details_submitted, synced_at, template_key, assigned_by)
       SELECT 'acct_1Crowd' || n, 'Crowd', '{}', true, now(), 'base', 'default'
       FROM generate_series(1, 5001) n`,
    );
    await own.look();
    told = [];
    await query(`UPDATE account SET tags = '{many}' WHERE id LIKE 'acct\\_1Crowd%'`);
    await own.look();
    expect(told).toEqual([[{ kind: 'account', ids: null }]]);
  });

  test('hears of what is committed without being asked, once it listens', async () => {
    own.listen();
    await own.confirm();
    const heard = new Promise<readonly News[] | null>((resolve) => own.keep(resolve));
    const key = await newTemplate();
    await change([{ op: 'template.update', key, set: { payments: 'on' } }]);
    expect(await heard).toEqual([{ kind: 'template', ids: [key] }]);
    await own.close();
  });

  test('asks each time where it does not listen, and does not where it does and nobody doubts', async () => {
    expect(own.confirm()).toBeInstanceOf(Promise);
    own.listen();
    await own.look();
    expect(own.confirm()).toBeUndefined();
    own.doubt();
    const asked = own.confirm();
    expect(asked).toBeInstanceOf(Promise);
    await asked;
    expect(own.confirm()).toBeUndefined();
    await own.close();
  });
});

test('what was altered is removed an hour later, and not before', async () => {
  await query(
    `INSERT INTO invalidation (kind, ids, at) VALUES
       ('template', '{old}', now() - interval '61 minutes'),
       ('template', '{young}', now() - interval '59 minutes')`,
  );
  expect(await pruneNews(asSystem(), undefined)).toBe(1);
  const left = await query(`SELECT ids FROM invalidation WHERE ids && '{old,young}'`);
  expect(left).toEqual([{ ids: ['young'] }]);
});

describe('a token that is kept', () => {
  test('lets nobody in once it is revoked', async () => {
    const { id, token } = await createToken(as('admin'), {
      name: 'Kept',
      scopes: ['policy:read'],
      expiresAt: null,
    });
    expect(await authenticateToken(token, NOW)).toMatchObject({ id });
    const { generation } = feed();
    await authenticateToken(token, NOW);
    expect(feed().generation).toBe(generation);
    await revokeToken(as('admin'), { id });
    await expect(authenticateToken(token, NOW)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
