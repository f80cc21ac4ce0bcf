import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleAccount, testEmulator } from './test-support';

const emulator = testEmulator();
const { control } = emulator;
const secret = 'whsec_forTests';

/** What came in at the endpoint, as the SDK reads it. */
let received: { id: string; type: string; account?: string; created: number }[];
let server: Server;
let status: number;

beforeEach(async () => {
  received = [];
  status = 200;
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const header = String(request.headers['stripe-signature']);
    received.push(emulator.stripe().webhooks.constructEvent(body, header, secret));
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await control('POST', 'webhooks', { url: `http://127.0.0.1:${port}/hook`, secret });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const types = () => received.map(({ type }) => type);

describe('an endpoint', () => {
  it('hears of a changed account and its capabilities, signed so that the SDK takes it', async () => {
    const patch = { capabilities: { treasury: 'active' } };
    await control('PATCH', `accounts/${exampleAccount}`, patch);
    expect(types()).toEqual(['account.updated', 'capability.updated']);
    expect(received[0]).toMatchObject({
      account: exampleAccount,
      livemode: false,
      data: { object: { id: exampleAccount, capabilities: { treasury: 'active' } } },
    });
  });

  it('hears of access that is taken away and given back', async () => {
    await control('DELETE', `accounts/${exampleAccount}`);
    expect((await emulator.get(`/v1/accounts/${exampleAccount}`)).status).toBe(403);
    await control('POST', `accounts/${exampleAccount}`);
    expect((await emulator.get(`/v1/accounts/${exampleAccount}`)).status).toBe(200);
    expect(types()).toEqual(['account.application.deauthorized', 'account.application.authorized']);
    expect((await control('POST', `accounts/${exampleAccount}`)).status).toBe(404);
  });

  it('hears of an event as often and with what is wanted', async () => {
    const event = { type: 'account.updated', account: exampleAccount, id: 'evt_1', created: 7 };
    const { body } = await control('POST', 'events', { ...event, times: 3 });
    expect(body.map((one: { status: number }) => one.status)).toEqual([200, 200, 200]);
    expect(received.map(({ id, created }) => [id, created])).toEqual([
      ...Array.from({ length: 3 }, () => ['evt_1', 7]),
    ]);
  });

  it('that does not answer 2xx hears of it again', async () => {
    status = 503;
    await control('POST', 'events', { type: 'account.updated', account: exampleAccount });
    status = 200;
    await expect.poll(() => received.length, { timeout: 5_000 }).toBe(2);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
    const attempts = (await control('GET', 'webhooks')).body;
    expect(attempts.map((one: { status: number }) => one.status)).toContain(503);
  });

  it('hears nothing more once it is removed', async () => {
    await control('DELETE', 'webhooks');
    await control('PATCH', `accounts/${exampleAccount}`, { details_submitted: false });
    expect(received).toEqual([]);
  });
});

it.each([
  ['webhooks', {}],
  ['webhooks', { url: 'ftp://x', secret }],
  ['events', { type: 'account.updated' }],
  ['crowd', { count: 0 }],
  ['crowd', { count: 1e9 }],
])('refuses %s with %o', async (name, body) => {
  expect((await control('POST', name, body)).status).toBe(400);
});

describe('a crowd', () => {
  it('of 100,000 is listed once each, page by page, quickly', async () => {
    await control('POST', 'crowd', { count: 100_000 });
    const ids = new Set<string>();
    const started = performance.now();
    let after = '';
    for (let page = 0; page < 20; page += 1) {
      const { body } = await emulator.get(`/v1/accounts?limit=100${after}`);
      for (const { id } of body.data) ids.add(id);
      expect(body.has_more).toBe(true);
      after = `&starting_after=${body.data.at(-1).id}`;
    }
    expect(ids.size).toBe(2_000);
    expect((performance.now() - started) / 20).toBeLessThan(500);
  });

  it('is listed from a moment back', async () => {
    await control('POST', 'crowd', { count: 10 });
    const { body } = await emulator.get('/v1/accounts?limit=5');
    const { created } = body.data[3];
    const older = await emulator.get(`/v1/accounts?limit=5&created[lte]=${created}`);
    expect(older.body.data[0]).toEqual(body.data[3]);
    const { data } = (await emulator.get(`/v1/accounts?limit=5&created[gt]=${created}`)).body;
    expect(data).toEqual(body.data.slice(0, 3));
  });
});
