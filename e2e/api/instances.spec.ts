import { randomBytes } from 'node:crypto';
import { type APIRequestContext, expect, request, test } from '@playwright/test';
import { withDatabase } from '../support/database';
import { demo } from '../support/demo';
import { type Instance, secondInstance } from '../support/instance';
import { type LoadBalancer, startLoadBalancer } from '../support/load-balancer';
import { signedInWith } from '../support/people';
import { setStage } from '../support/story';

// Three instances behind a load balancer, over one database, as the README tells.

test.describe.configure({ mode: 'serial' });

let instances: Instance[];
let balancer: LoadBalancer;
let machine: APIRequestContext;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  // What all of them share: the secret that signs sessions, and the address that people open.
  const shared = { NEXTAUTH_SECRET: randomBytes(32).toString('base64url') };
  instances = await Promise.all([1, 2, 3].map((n) => secondInstance(`instance-${n}`, shared)));
  balancer = await startLoadBalancer(instances.map(({ url }) => url));
  for (const instance of instances) await instance.start();
  const authorization = `Bearer ${demo().apiToken}`;
  machine = await request.newContext({
    baseURL: balancer.url,
    extraHTTPHeaders: { authorization },
  });
});
test.afterAll(async () => {
  await machine.dispose();
  await balancer.close();
  await Promise.all(instances.map((instance) => instance.kill()));
});

const override = (account: string, set: object) => ({
  data: { reason: 'Several instances', edits: [{ op: 'account.override', account, set }] },
});
const enabledBy = async (client: APIRequestContext, url: string, account: string) => {
  const answer = await client.post(`${url}/api/account-sessions`, { data: { account } });
  expect(answer.status(), await answer.text()).toBe(200);
  const { components } = await answer.json();
  return components.documents.enabled as boolean;
};

test('a person who signs in at one is signed in at all', async () => {
  const person = await signedInWith(demo().users.operator, balancer.url);
  const visit = async () => (await person.get('/api/accounts?limit=1')).status();
  await expect(async () => {
    expect(await visit()).toBe(200);
    expect([...balancer.answered.values()].every((count) => count > 0)).toBe(true);
  }).toPass();
  await person.dispose();
});

test('what one of them changes, all of them mint by with their next answer', async () => {
  const { api, account } = await setStage('Three Bridges Ferry');
  for (const [index, { url }] of instances.entries()) {
    const wanted = index % 2 === 0;
    const edit = override(account, { documents: wanted ? 'on' : 'off' });
    expect((await machine.post(`${url}/api/changes`, edit)).status()).toBe(201);
    for (const other of instances) {
      expect(await enabledBy(machine, other.url, account)).toBe(wanted);
    }
  }
  await api.dispose();
});

test('what is due happens once, though four clocks look', async () => {
  const { api, account } = await setStage('Four Clocks Watchmaker');
  const applyAt = new Date(Date.now() + 2_000).toISOString();
  const { data } = override(account, { tax_settings: 'on' });
  const { id } = await (await machine.post('/api/changes', { data: { ...data, applyAt } })).json();
  const status = async () => (await (await machine.get(`/api/changes/${id}`)).json()).status;
  await expect.poll(status, { timeout: 20_000 }).toBe('applied');
  const { rows } = await withDatabase((client) =>
    client.query(
      `SELECT (SELECT count(*)::int FROM audit_entry
               WHERE change_id = $1 AND action = 'change.apply_due') AS applied,
              (SELECT count(*)::int FROM account_revision WHERE change_id = $1) AS revisions`,
      [id],
    ),
  );
  expect(rows).toEqual([{ applied: 1, revisions: 1 }]);
  await api.dispose();
});

test('one that is killed takes nothing with it that was acknowledged', async () => {
  const { api, account } = await setStage('Lost Carriage Rail');
  const acknowledged: string[] = [];
  let unknown = 0;
  for (let n = 0; n < 24; n += 1) {
    if (n === 8) await instances[0]?.kill();
    const edit = override(account, { documents: n % 2 === 0 ? 'on' : 'off' });
    const answer = await machine.post('/api/changes', edit);
    if (answer.status() === 201) acknowledged.push((await answer.json()).id);
    else unknown += 1;
  }
  // Only what came to the dead one before the balancer knew of it was lost on the way.
  expect(unknown).toBeLessThan(8);
  const { rows } = await withDatabase((client) =>
    client.query('SELECT id::text FROM change WHERE id = ANY($1::uuid[]) AND status = $2', [
      acknowledged,
      'applied',
    ]),
  );
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(acknowledged));
  for (const instance of instances.slice(1)) {
    expect((await machine.get(`${instance.url}/api/accounts/${account}`)).status()).toBe(200);
  }
  await api.dispose();
});
