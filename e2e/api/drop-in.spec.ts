import { expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import { setDropInStage } from '../support/drop-in';
import { newAccount, sessionRequests } from '../support/emulator';
import type { Stage } from '../support/story';

const PATH = '/v1/account_sessions';

let stage: Stage;

test.beforeAll(async () => {
  stage = await setDropInStage('Drop-in Drapers');
});
test.afterAll(() => stage.api.dispose());

const PAYMENTS = { 'components[payments][enabled]': 'true' };

/** Asks as a caller without any client library does. */
function post(
  form: Record<string, string> | string,
  headers: Record<string, string> = {},
  token = demo().apiToken,
): Promise<Response> {
  return fetch(`${demo().url}${PATH}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: typeof form === 'string' ? form : new URLSearchParams(form),
  });
}

test('a token is taken as bearer and as user name, also spelled as Stripe’s keys are', async () => {
  const basic = (name: string) => `Basic ${Buffer.from(`${name}:`).toString('base64')}`;
  const { apiToken } = demo();
  const form = { account: stage.account, ...PAYMENTS };
  for (const authorization of [
    ...[`Bearer ${apiToken}`, `bearer rk_switchyard_${apiToken}`],
    ...[basic(apiToken), basic(`rk_switchyard_${apiToken}`)],
  ]) {
    expect((await post(form, { authorization })).status).toBe(200);
  }
  for (const authorization of ['', 'Bearer ', basic(''), 'Basic %%%', `Digest ${apiToken}`]) {
    const answer = await post(form, { authorization });
    expect(answer.status, authorization).toBe(401);
    expect((await answer.json()).error.type).toBe('invalid_request_error');
    expect(answer.headers.get('stripe-should-retry')).toBe('false');
  }
});

test('every answer says which request and which version it is of', async () => {
  const answers = [
    await post({ account: stage.account, ...PAYMENTS }, { 'stripe-version': '2020-08-27' }),
    await post({ account: stage.account, ...PAYMENTS }, { 'stripe-version': 'x; beta=v9' }),
    await post({}),
    await fetch(`${demo().url}/v1/charges`, { method: 'POST' }),
    await fetch(`${demo().url}${PATH}`),
    await fetch(`${demo().url}${PATH}`, { method: 'DELETE' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 404, 404, 404]);
  for (const { headers } of answers) {
    expect(headers.get('stripe-version')).toBe('2026-10-28.endive');
    expect(headers.get('request-id')).toBeTruthy();
    expect(headers.get('x-request-id')).toBe(headers.get('request-id'));
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

const hostile: [name: string, form: string, status?: number][] = [
  ['nothing', ''],
  ['a name twice', 'account=acct_1&account=acct_2'],
  ['text and hash', 'components=1&components[payments][enabled]=true'],
  ['a prototype', 'components[__proto__][enabled]=true'],
  ['a constructor', 'components[constructor][prototype][enabled]=true'],
  ['brackets that do not match', 'components[payments[enabled]=true'],
  ['a deep name', `a${'[b]'.repeat(500)}=1`],
  ['many names', Array.from({ length: 2_000 }, (_, index) => `a${index}=1`).join('&')],
  ['a broken encoding', 'account=%E0%A4%A'],
  ['a null byte', 'account=acct_1%00&components[payments][enabled]=true', 403],
  ['a list', 'components[]=payments'],
  ['no boolean', 'account=acct_1&components[payments][enabled]=1'],
  ['a very long body', `account=${'x'.repeat(100_000)}`, 413],
];

for (const [name, form, status = 400] of hostile) {
  test(`a hostile form is refused in Stripe’s shape: ${name}`, async () => {
    const answer = await post(form);
    expect(answer.status).toBe(status);
    const text = await answer.text();
    expect(JSON.parse(text).error.type).toBe('invalid_request_error');
    expect(text.length).toBeLessThan(2_000);
  });
}

test('other bodies and parameters in the address are refused', async () => {
  const json = await post('{"account":"acct_1"}', { 'content-type': 'application/json' });
  expect(json.status).toBe(400);
  const answer = await fetch(`${demo().url}${PATH}?account=acct_1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${demo().apiToken}` },
  });
  expect(answer.status).toBe(400);
});

test('a strict request is refused where it would be cut; the header only tightens', async () => {
  const form = { account: stage.account, ...PAYMENTS };
  const before = (await sessionRequests(stage.account)).length;
  const refused = await post(form, { 'x-switchyard-strict': 'true' });
  expect(refused.status).toBe(403);
  const { error } = await refused.json();
  expect(error).toMatchObject({ code: 'component_not_allowed' });
  expect(error.message).toContain('payments.refund_management');
  expect(await sessionRequests(stage.account)).toHaveLength(before);
  expect((await post(form, { 'x-switchyard-strict': 'perhaps' })).status).toBe(400);

  const without = { ...form, 'components[payments][features][refund_management]': 'false' };
  const whole = await post(without, { 'x-switchyard-strict': 'true' });
  expect(whole.status).toBe(200);
  expect(whole.headers.get('x-switchyard-narrowed')).toBeNull();
});

test('a key is minted anew, refused with other parameters, and used by one at a time', async () => {
  const account = await newAccount('Idem Potent Ironmongers');
  const form = { account, ...PAYMENTS };
  const key = { 'idempotency-key': `raw-${account}` };
  const secrets = new Set<string>();
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await post(form, key);
    expect(answer.headers.get('idempotent-replayed')).toBeNull();
    secrets.add((await answer.json()).client_secret);
  }
  expect(secrets.size).toBe(3);

  const reordered = `components%5Bpayments%5D%5Benabled%5D=true&account=${account}`;
  expect((await post(reordered, key)).status).toBe(200);
  const other = await post({ ...form, 'components[documents][enabled]': 'true' }, key);
  expect(other.status).toBe(400);
  expect((await other.json()).error.type).toBe('idempotency_error');
  expect((await post(form, { 'idempotency-key': 'x'.repeat(256) })).status).toBe(400);

  const before = (await sessionRequests(account)).length;
  const many = await Promise.all(Array.from({ length: 8 }, () => post(form, key)));
  const served = many.filter(({ status }) => status === 200);
  const waiting = many.filter(({ status }) => status === 409);
  expect(served.length + waiting.length).toBe(8);
  expect(served.length).toBeGreaterThan(0);
  expect(await sessionRequests(account)).toHaveLength(before + served.length);
  for (const answer of waiting) {
    expect((await answer.json()).error.code).toBe('idempotency_key_in_use');
  }
  const sent = (await sessionRequests(account)).map(({ idempotencyKey }) => idempotencyKey);
  expect(new Set(sent).size).toBe(sent.length);
});

test('no audit line of it holds a secret, and each says what was asked and cut', async () => {
  const answer = await post({ account: stage.account, ...PAYMENTS });
  const { client_secret: secret } = await answer.json();
  const query = `subjectId=${stage.account}&action=session.mint`;
  // How a mint ended follows its entry, with the next group that is committed.
  const last = async () => {
    const audit = await stage.api.get(`/api/audit?${query}`);
    expect(await audit.text()).not.toContain(secret);
    return (await audit.json()).data[0];
  };
  await expect.poll(last, { intervals: [20] }).toMatchObject({
    after: {
      asked: { payments: { enabled: true } },
      cut: ['payments.refund_management'],
    },
    outcome: { result: 'succeeded' },
  });
});
