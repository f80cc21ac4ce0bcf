import { expect, test } from '@playwright/test';
import { PLANTED } from '../../lib/domain/testing/planted-secrets';
import { demo } from '../support/demo';
import { issuedSecrets } from '../support/emulator';
import { allLogs, databaseDump } from '../support/everything-kept';
import { machine } from '../support/people';

const MINTS = 1_000;
const AT_ONCE = 20;

test('after 1,000 mints no secret is in the database or in a log', async () => {
  test.setTimeout(180_000);
  const client = await machine(demo().apiToken);
  const { data } = await (await client.get('/api/accounts?limit=40&country=US')).json();
  const accounts: string[] = data.map(({ id }: { id: string }) => id);
  const before = new Set(await issuedSecrets());
  const given: string[] = [];

  let next = 0;
  const one = async () => {
    while (next < MINTS) {
      const account = accounts[next % accounts.length];
      next += 1;
      const answer = await client.post('/api/account-sessions', { data: { account } });
      if (answer.status() === 200) given.push((await answer.json()).client_secret);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));

  const issued = (await issuedSecrets()).filter((secret) => !before.has(secret));
  expect(given.length).toBeGreaterThan(MINTS * 0.9);
  expect(issued).toEqual(expect.arrayContaining([...new Set(given)]));
  expect(new Set(given).size).toBe(given.length);

  const kept = `${await databaseDump()}\n${allLogs()}`;
  // The search itself must be able to find something.
  expect(kept).toContain('session.mint');
  expect(kept).toContain('/api/account-sessions');
  // Without what they all begin with: by that alone the redactor knows them.
  const plain = issued.map((secret) => secret.replace(/^accs_secret_+/, ''));
  expect(plain.filter((secret) => kept.includes(secret))).toEqual([]);
  expect(kept).not.toContain('accs_secret__');
  for (const secret of [demo().apiToken, demo().users.admin.password, demo().stripe.secretKey]) {
    expect(kept.includes(String(secret))).toBe(false);
  }
  await client.dispose();
});

test('secrets that are planted in every part of a request are in no log, answer or table', async () => {
  const client = await machine(demo().apiToken);
  const kept = () => allLogs().length;
  const before = kept();
  const told: string[] = [];
  for (const { text } of PLANTED) {
    const inAddress = encodeURIComponent(text);
    const headers = {
      // What has other characters is no id, and is not taken for one.
      'x-request-id': text.replaceAll('\n', ' '),
      'x-else': inAddress,
      cookie: `a=${inAddress}`,
    };
    const answers = await Promise.all([
      client.post('/api/account-sessions', { headers, data: { account: text, [text]: text } }),
      client.post('/api/account-sessions', {
        headers,
        data: JSON.stringify({ account: text }).slice(1),
      }),
      client.post('/v1/account_sessions', { headers, form: { account: text, [text]: text } }),
      client.get(`/api/templates/${inAddress}?${inAddress}=${inAddress}`, { headers }),
      client.get(`/api/no-such-route/${inAddress}`, { headers }),
      client.get('/api/accounts', {
        headers: { ...headers, authorization: `Bearer ${inAddress}` },
      }),
    ]);
    for (const answer of answers) {
      expect(answer.status()).toBeGreaterThanOrEqual(400);
      told.push(JSON.stringify(answer.headers()), await answer.text());
    }
  }
  await expect.poll(kept).toBeGreaterThan(before);
  const everything = `${told.join('\n')}\n${allLogs()}\n${await databaseDump()}`;
  const found = PLANTED.filter(({ secret }) => everything.includes(secret));
  expect(found.map(({ kind }) => kind)).toEqual([]);
  await client.dispose();
});
