import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  as,
  asSystem,
  change,
  factsOf,
  failure,
  later,
  newTemplate,
  patientDatabase,
  SECOND,
} from '@/e2e/support/verbs';
import { db } from '@/lib/db';
import { CELLS } from '@/lib/domain/cells';
import { historyOf } from '@/lib/domain/history';
import { decisionOf } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import { inputAt } from '@/lib/domain/timeline';
import { getAccountHistory, getCellHistory } from './account-history';
import { saveAccount } from './account-mirror';
import { expireOverrides } from './changes/due';
import { getPolicyInput } from './policy';
import { MOST, readTimeline } from './timeline';

beforeAll(patientDatabase);

const cell = 'payments.refund_management';

/** Each test has an hour of its own: a change never lies before one that was applied already. */
let hour = 0;
beforeEach(() => {
  hour += 1;
});
const moment = (seconds: number) => later((hour * 3600 + seconds) * SECOND);
const at = (seconds: number) => as('operator', moment(seconds));
const support = as('support', later(1000 * 3600 * SECOND));

const override = (account: string, set: object, more: object = {}) => ({
  op: 'account.override',
  account,
  set,
  ...more,
});

/** A generator of whole numbers below n, the same for the same seed. */
function numbers(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % n;
  };
}

/** Some edits, each of which may or may not bear on the account. */
function anyEdits(account: string, templates: readonly string[], random: (n: number) => number) {
  const [parent = '', own = '', other = ''] = templates;
  const one = <T>(list: readonly T[]) => list[random(list.length)] as T;
  const cells = ['payments', cell, 'payouts', 'documents'];
  const set = () => ({ [one(cells)]: one(['on', 'off', 'inherit']) });
  const soon = (second: number) => moment(second + 1 + random(4)).toISOString();
  return (second: number): object[] => {
    switch (random(7)) {
      case 0:
        return [{ op: 'template.update', key: one([parent, own, other]), set: set() }];
      case 1:
        return [{ op: 'template.update', key: own, extends: one([parent, other]) }];
      case 2:
        return [{ op: 'account.assign', account, template: one([own, other, null]) }];
      case 3:
        return [
          {
            op: 'rules.replace',
            rules: [{ when: { country: ['PT'] }, template: one([own, other]) }],
            default: 'base',
          },
        ];
      case 4:
        return [override(account, set(), { expiresAt: soon(second) })];
      default:
        return [override(account, set())];
    }
  };
}

/** An account to which many things happen, a second after one another. */
async function anyHistory(seed: number, length: number): Promise<string> {
  const random = numbers(seed);
  const parent = await newTemplate({ payments: 'on' });
  const templates = [parent, await newTemplate({}, parent), await newTemplate({ payouts: 'on' })];
  const facts = factsOf({ traits: { country: 'PT' } });
  await saveAccount(facts, moment(0));
  const edits = anyEdits(facts.id, templates, random);
  for (let second = 1; second <= length; second++) {
    const now = moment(second);
    const what = random(8);
    if (what === 0) await expireOverrides(asSystem(now), undefined);
    else if (what === 1) {
      const lossesPayments = random(2) === 0 ? 'stripe' : 'application';
      await saveAccount({ ...facts, traits: { ...facts.traits, lossesPayments } }, now);
    } else await change(edits(second), { context: as('operator', now), reason: `At ${second}` });
  }
  return facts.id;
}

/** An account that came into the mirror as the test began. */
async function arrived(): Promise<string> {
  const facts = factsOf();
  await saveAccount(facts, moment(0));
  return facts.id;
}

describe('the history of an account', () => {
  test.each([1, 2, 3])('says of any moment what policy as of then says (%s)', async (seed) => {
    const length = 25;
    const account = await anyHistory(seed, length);
    const { now } = support;
    const read = await db().$transaction((tx) => readTimeline(tx, account));
    const history =
      read && historyOf(read.timeline, { now, most: MOST, knownFrom: read.knownFrom });
    if (!history) throw new Error('There is no history.');
    expect(history.moments.length).toBeGreaterThan(5);
    for (let step = 0; step <= 2 * length + 12; step++) {
      const then = moment(step / 2);
      const input = await getPolicyInput(support, { account, at: then });
      expect(inputAt(read.timeline, then)).toEqual(input);
      const policy = resolve(input);
      for (const { cell, component, feature } of CELLS) {
        const span = history.spans
          .get(cell)
          ?.findLast(({ from }) => from.getTime() <= then.getTime());
        expect([cell, span?.value]).toEqual([cell, decisionOf(policy, component, feature)?.value]);
      }
    }
  });

  test('names who made each moment and why, and which cells flipped', async () => {
    const template = await newTemplate({ payments: 'on' });
    const account = await arrived();
    await change([{ op: 'account.assign', account, template }], { context: at(1), reason: 'New' });
    await change([override(account, { [cell]: 'off' }, { expiresAt: moment(5) })].map(plain), {
      context: at(2),
      reason: 'Too many refunds',
    });
    const history = await getAccountHistory(support, { id: account });
    expect(history).toMatchObject({ account, from: moment(0).toISOString(), cut: false });
    expect(history.moments.slice(2)).toEqual([
      {
        at: moment(2).toISOString(),
        causes: [
          {
            kind: 'change',
            change: {
              id: expect.any(String),
              reason: 'Too many refunds',
              actor: { kind: 'user', id: at(1).actor.id, name: 'Test operator' },
            },
          },
        ],
        flips: [{ cell, value: false }],
        moved: 0,
      },
      {
        at: moment(5).toISOString(),
        causes: [{ kind: 'expiry' }],
        flips: [{ cell, value: true }],
        moved: 0,
      },
    ]);
    const one = await getCellHistory(support, { id: account, cell });
    expect(one.spans.map(({ value, layer, to }) => [value, layer, to])).toEqual([
      [true, 'stripe_default', moment(2).toISOString()],
      [false, 'override', moment(5).toISOString()],
      [true, 'stripe_default', null],
    ]);
  });

  test('is cut where there is too much of it, and right in what it tells', async () => {
    const template = await newTemplate({ payments: 'on' });
    const account = await arrived();
    await change([{ op: 'account.assign', account, template }], { context: at(1) });
    const [{ changeId } = { changeId: '' }] = await db().templateRevision.findMany({
      where: { templateKey: template },
    });
    await db().templateRevision.createMany({
      data: Array.from({ length: MOST + 20 }, (_, index) => ({
        templateKey: template,
        revision: index + 2,
        name: 'Busy',
        settings: { payments: index % 2 === 0 ? 'off' : 'on' },
        changeId,
        validFrom: moment(index + 2),
      })),
    });
    const { cut, moments, from } = await getAccountHistory(support, { id: account });
    expect({ cut, count: moments.length }).toEqual({ cut: true, count: MOST });
    expect(moments[0]).toMatchObject({ at: from, causes: [{ kind: 'earlier' }], flips: [] });
    const { spans } = await getCellHistory(support, { id: account, cell: 'payments' });
    const then = new Date(from);
    const policy = resolve(await getPolicyInput(support, { account, at: then }));
    expect(spans[0]?.value).toBe(policy.components.payments.enabled.value);
  });

  test('is of accounts that are in the mirror', async () => {
    const asked = failure(getAccountHistory(support, { id: 'acct_1NobodyKnows' }));
    expect((await asked).code).toBe('account_not_found');
    expect((await failure(getAccountHistory(support, { id: 'nobody' }))).code).toBe(
      'invalid_request',
    );
  });
});

const plain = (edit: object): object => JSON.parse(JSON.stringify(edit));
