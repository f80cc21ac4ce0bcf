import { beforeAll, describe, expect, test } from 'vitest';
import {
  as,
  change,
  failure,
  later,
  NOW,
  newAccount,
  newTemplate,
  patientDatabase,
  SECOND,
} from '@/e2e/support/verbs';
import { getPolicy, getPolicyInput } from './policy';
import { readPolicyInput } from './policy-input';

beforeAll(patientDatabase);

describe('what decides an account’s policy', () => {
  test('is its template with all ancestors, nearest first, and its overrides', async () => {
    const top = await newTemplate({ payments: 'on' });
    const middle = await newTemplate({}, top);
    const own = await newTemplate({ payouts: 'off' }, middle);
    const account = await newAccount();
    const expiresAt = later(SECOND);
    const made = await change(
      [
        { op: 'account.assign', account, template: own },
        { op: 'account.override', account, set: { documents: 'on' }, note: 'N', expiresAt },
      ].map((edit) => JSON.parse(JSON.stringify(edit))),
    );
    expect(await getPolicyInput(as('support', later(5)), { account })).toEqual({
      account,
      at: later(5),
      assignedBy: 'explicit',
      traits: expect.objectContaining({ country: 'US', tags: [] }),
      templates: [
        { key: own, revision: 1, settings: { payouts: 'off' } },
        { key: middle, revision: 1, settings: {} },
        { key: top, revision: 1, settings: { payments: 'on' } },
      ],
      overrides: [
        {
          cell: 'documents',
          setting: 'on',
          note: 'N',
          expiresAt,
          decidedAt: NOW,
          changeId: made.id,
        },
      ],
    });
  });

  test('is the template that rules or default give where none is explicit', async () => {
    const [ruled, fallback] = [await newTemplate(), await newTemplate()];
    const account = await newAccount({ traits: { country: 'PT' } });
    const given = async () => {
      const { template } = await getPolicy(as('support'), { account });
      return [template.key, template.by];
    };
    const rule = { when: { country: ['PT'] }, template: ruled };
    await change([{ op: 'rules.replace', rules: [rule], default: fallback }]);
    expect(await given()).toEqual([ruled, 'rule']);
    await change([{ op: 'rules.replace', rules: [], default: fallback }]);
    expect(await given()).toEqual([fallback, 'default']);
    await change([{ op: 'rules.replace', rules: [], default: 'base' }]);
    expect(await given()).toEqual(['base', 'default']);
  });

  test('is there for accounts of the mirror alone', async () => {
    expect(await readPolicyInput('acct_1Nobody', NOW)).toBeNull();
    expect(await failure(getPolicy(as('support'), { account: 'acct_1Nobody' }))).toMatchObject({
      code: 'account_not_found',
    });
    for (const account of ['', 'acct_', '../acct_1', 'acct_1/2', 'acct_1\u0000', 'acct_1%00']) {
      const error = await failure(getPolicy(as('support'), { account }));
      expect(error).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/account' }] });
    }
  });
});

test('an override counts until the moment of its expiry, and no longer', async () => {
  const template = await newTemplate({ payments: 'on' });
  const account = await newAccount();
  await change([
    { op: 'account.assign', account, template },
    {
      op: 'account.override',
      account,
      set: { payments: 'off' },
      expiresAt: later(SECOND).toISOString(),
    },
  ]);
  const layerAt = async (ms: number) => {
    const { components } = await getPolicy(as('support', later(ms)), { account });
    return [components.payments.enabled.layer, components.payments.enabled.value];
  };
  expect(await layerAt(0)).toEqual(['override', false]);
  expect(await layerAt(SECOND - 1)).toEqual(['override', false]);
  expect(await layerAt(SECOND)).toEqual(['template', true]);
  expect(await layerAt(SECOND + 1)).toEqual(['template', true]);
});

test('a policy never mixes two changes, however many are made meanwhile', async () => {
  const parent = await newTemplate({ payments: 'on' });
  const template = await newTemplate({}, parent);
  const account = await newAccount();
  await change([{ op: 'account.assign', account, template }]);

  /** Each change turns the same three layers at once. */
  const turn = (to: 'on' | 'off') =>
    change([
      { op: 'template.update', key: parent, set: { payments: to } },
      { op: 'template.update', key: template, set: { payouts: to } },
      { op: 'account.override', account, set: { documents: to } },
    ]);
  await turn('off');

  let turning = true;
  const turns = (async () => {
    for (let index = 0; index < 30; index += 1) await turn(index % 2 === 0 ? 'on' : 'off');
    turning = false;
  })();
  const seen = new Set<string>();
  const reader = async () => {
    while (turning) {
      const current = await readPolicyInput(account, NOW);
      const [own, above] = current?.input.templates ?? [];
      const documents = current?.input.overrides[0]?.setting;
      seen.add(`${above?.settings.payments} ${own?.settings.payouts} ${documents}`);
    }
  };
  await Promise.all([turns, reader(), reader(), reader()]);
  expect([...seen].sort()).toEqual(['off off off', 'on on on']);
});
