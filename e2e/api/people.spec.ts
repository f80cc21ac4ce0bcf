import { type APIRequestContext, expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import { machine, signedIn, signedInWith } from '../support/people';

const PASSWORD = 'a password for one day';

let admin: APIRequestContext;
let anybody: APIRequestContext;

test.beforeAll(async () => {
  admin = await signedIn('admin');
  anybody = await machine(null);
});
test.afterAll(async () => {
  await admin.dispose();
  await anybody.dispose();
});

let made = 0;
const newPerson = (role = 'operator') => ({
  email: `person-${Date.now()}-${++made}@switchyard.example`,
  name: 'Lea Verrin',
  role,
});

async function invite(role?: string): Promise<{ id: string; secret: string; email: string }> {
  const person = newPerson(role);
  const answer = await admin.post('/api/invitations', { data: person });
  expect(answer.status()).toBe(201);
  const { id, link, ...rest } = await answer.json();
  expect(Object.keys(rest)).toEqual(['expiresAt']);
  expect(new URL(link).search).toBe('');
  return { id, secret: new URL(link).hash.slice(1), email: person.email };
}

const accept = (secret: unknown, headers = {}) =>
  anybody.post('/api/invitations/accept', { data: { secret, password: PASSWORD }, headers });
const lookUp = (secret: unknown, headers = {}) =>
  anybody.post('/api/invitations/look-up', { data: { secret }, headers });

test('an invitation makes one user, once', async () => {
  const { secret, email } = await invite();
  const found = await lookUp(secret);
  expect(found.headers()['cache-control']).toBe('no-store');
  expect(await found.json()).toMatchObject({ email, role: 'operator' });
  const ends = await Promise.all(Array.from({ length: 5 }, () => accept(secret)));
  expect(ends.map((answer) => answer.status()).sort()).toEqual([201, 401, 401, 401, 401]);
  const client = await signedInWith({ email, password: PASSWORD });
  expect((await client.get('/api/accounts')).status()).toBe(200);
  const { data } = await (await admin.get('/api/invitations')).json();
  expect(JSON.stringify(data)).not.toContain(email);
  await client.dispose();
});

test('what is no open invitation is refused as a problem', async () => {
  const { id, secret } = await invite();
  expect((await admin.delete(`/api/invitations/${id}`)).status()).toBe(204);
  const headers = { 'x-forwarded-for': '198.51.100.1' };
  for (const [wrong, says] of [
    [secret, 'was revoked'],
    [`inv_${'x'.repeat(43)}`, 'not known'],
    ['', 'not known'],
  ]) {
    for (const answer of [await lookUp(wrong, headers), await accept(wrong, headers)]) {
      expect(answer.status()).toBe(401);
      const problem = await answer.json();
      expect(problem).toMatchObject({ code: 'unauthenticated' });
      expect(problem.detail).toContain(says);
    }
  }
});

for (const [what, data] of [
  ['no secret', { password: PASSWORD }],
  ['a secret that is no text', { secret: 1, password: PASSWORD }],
  ['a secret without end', { secret: 'x'.repeat(201), password: PASSWORD }],
  ['a short password', { secret: 'x', password: 'short' }],
  ['a role of one’s own choice', { secret: 'x', password: PASSWORD, role: 'admin' }],
] as const) {
  test(`an acceptance with ${what} is bad input`, async () => {
    const answer = await anybody.post('/api/invitations/accept', { data });
    expect([answer.status(), (await answer.json()).code]).toEqual([400, 'invalid_request']);
  });
}

test('guessing is limited by address', async () => {
  const { secret, email } = await invite();
  const headers = { 'x-forwarded-for': `203.0.113.${Date.now() % 250}` };
  for (let guesses = 0; guesses < 20; guesses += 1) {
    expect((await lookUp(`inv_${guesses}`, headers)).status()).toBe(401);
  }
  for (const answer of [await lookUp(secret, headers), await accept(secret, headers)]) {
    expect(answer.status()).toBe(429);
    expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0);
  }
  const elsewhere = await lookUp(secret, { 'x-forwarded-for': '198.51.100.2' });
  expect(await elsewhere.json()).toMatchObject({ email });
});

test('a new role and an end hold from the next request on', async () => {
  const person = { ...newPerson('admin'), password: PASSWORD };
  const { id } = await (await admin.post('/api/users', { data: person })).json();
  const client = await signedInWith(person);
  expect((await client.get('/api/users')).status()).toBe(200);

  const own = await client.post(`/api/users/${id}/role`, { data: { role: 'support' } });
  expect(own.status()).toBe(409);
  expect((await client.delete(`/api/users/${id}`)).status()).toBe(409);

  const role = await admin.post(`/api/users/${id}/role`, { data: { role: 'support' } });
  expect(role.status()).toBe(204);
  expect((await client.get('/api/users')).status()).toBe(403);
  expect((await client.get('/api/audit')).status()).toBe(403);
  expect((await client.get('/api/accounts')).status()).toBe(200);

  expect((await admin.delete(`/api/users/${id}`)).status()).toBe(204);
  expect((await client.get('/api/accounts')).status()).toBe(401);
  await expect(signedInWith(person)).rejects.toThrow();
  expect((await admin.post(`/api/users/${id}/enable`)).status()).toBe(204);
  expect((await client.get('/api/accounts')).status()).toBe(401);
  const again = await signedInWith(person);
  expect((await again.get('/api/accounts')).status()).toBe(200);
  for (const one of [client, again]) await one.dispose();
});

async function rotated(overlapSeconds: number) {
  const token = { name: 'Overlap', scopes: ['accounts:read'] };
  const old = await (await admin.post('/api/tokens', { data: token })).json();
  const path = `/api/tokens/${old.id}/rotate`;
  const answer = await admin.post(path, { data: { overlapSeconds } });
  expect(answer.status()).toBe(201);
  const next = await answer.json();
  expect((await admin.post(path, { data: { overlapSeconds } })).status()).toBe(409);
  const clients = { old: await machine(old.token), next: await machine(next.token) };
  const statuses = async () => [
    (await clients.old.get('/api/accounts')).status(),
    (await clients.next.get('/api/accounts')).status(),
  ];
  return { statuses, endsAt: Date.parse(next.overlapEndsAt), ids: [old.id, next.id] };
}

test('a rotated token ends by itself with its overlap', async () => {
  const { statuses, endsAt, ids } = await rotated(8);
  expect(await statuses()).toEqual([200, 200]);
  await expect.poll(() => Date.now() >= endsAt, { timeout: 20_000 }).toBe(true);
  expect(await statuses()).toEqual([401, 200]);
  for (const id of ids) await admin.delete(`/api/tokens/${id}`);
});

test('a rotated token without an overlap ends at once', async () => {
  const { statuses, ids } = await rotated(0);
  expect(await statuses()).toEqual([401, 200]);
  for (const id of ids) await admin.delete(`/api/tokens/${id}`);
});

for (const overlapSeconds of [-1, 0.5, 604_801, '60', null]) {
  test(`an overlap of ${JSON.stringify(overlapSeconds)} seconds is bad input`, async () => {
    const path = '/api/tokens/00000000-0000-4000-8000-000000000000/rotate';
    const answer = await admin.post(path, { data: { overlapSeconds } });
    expect(answer.status()).toBe(400);
    expect((await answer.json()).errors[0].pointer).toBe('/overlapSeconds');
  });
}

test('nobody ends their own access', async () => {
  const users = await (await admin.get('/api/users')).json();
  const self = users.data.find(
    ({ email }: { email: string }) => email === demo().users.admin.email,
  );
  const ends = [
    await admin.delete(`/api/users/${self.id}`),
    await admin.post(`/api/users/${self.id}/role`, { data: { role: 'auditor' } }),
  ];
  for (const answer of ends) {
    expect([answer.status(), (await answer.json()).code]).toEqual([409, 'conflict']);
  }
});
