import { createHash } from 'node:crypto';
import { type APIRequestContext, expect, request } from '@playwright/test';
import { demo, type Role } from '../demo';
import { signedIn, signedInWith } from '../people';
import { type RouteCase, SCOPES, type Scope } from '../route-table';

export type Verdict = 'allowed' | 'forbidden' | 'unauthenticated';

/** Somebody who asks, or something that is sent in a credential's place. */
export interface Principal {
  name: string;
  client: () => Promise<APIRequestContext>;
  /** What every route is expected to say to it. */
  expected: (route: RouteCase) => Verdict;
}

const byRole =
  (role: Role) =>
  ({ roles }: RouteCase): Verdict => {
    if (roles === 'none') return 'unauthenticated';
    return roles.includes(role) ? 'allowed' : 'forbidden';
  };

const byScopes =
  (scopes: readonly Scope[]) =>
  ({ scope }: RouteCase): Verdict =>
    scope !== null && scopes.includes(scope) ? 'allowed' : 'forbidden';

const nobody = (): Verdict => 'unauthenticated';

const made: { tokens: string[]; users: string[] } = { tokens: [], users: [] };
let admins: Promise<APIRequestContext> | undefined;
const admin = () => {
  admins ??= signedIn('admin');
  return admins;
};

/** Takes away what was made for the principals. */
export async function removePrincipals(): Promise<void> {
  const client = await admin();
  for (const id of made.tokens.splice(0)) await client.delete(`/api/tokens/${id}`);
  for (const id of made.users.splice(0)) await client.delete(`/api/users/${id}`);
  admins = undefined;
  await client.dispose();
}

/** A token that is taken away in the end. */
export async function tokenWith(
  body: { scopes: readonly Scope[]; expiresAt?: string },
  by?: APIRequestContext,
): Promise<{ id: string; token: string }> {
  const answer = await (by ?? (await admin())).post('/api/tokens', {
    data: { name: 'Matrix', ...body },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  const token = await answer.json();
  made.tokens.push(token.id);
  return token;
}

let people = 0;

/** A person of a role, signed in, who is disabled in the end. */
export async function newPerson(role: Role) {
  const user = {
    email: `matrix-${Date.now()}-${process.pid}-${++people}@switchyard.example`,
    name: `Matrix ${role}`,
    role,
    password: `the password of number ${people}`,
  };
  const answer = await (await admin()).post('/api/users', { data: user });
  expect(answer.status(), await answer.text()).toBe(201);
  const { id }: { id: string } = await answer.json();
  made.users.push(id);
  return { id, user, client: await signedInWith(user) };
}

/** A client that sends these headers and nothing else that says who it is. */
export const sending = (headers: Record<string, string>) =>
  request.newContext({ baseURL: demo().url, extraHTTPHeaders: headers });

const bearing = (token: string) => sending({ authorization: `Bearer ${token}` });

const person = (role: Role): Principal => ({
  name: `the role ${role}`,
  client: () => signedIn(role),
  expected: byRole(role),
});

const machineWith = (name: string, scopes: readonly Scope[]): Principal => ({
  name,
  client: async () => bearing((await tokenWith({ scopes })).token),
  expected: byScopes(scopes),
});

const READS: readonly Scope[] = ['policy:read'];

/** Somebody who may do something, in all ways that there are. */
const KNOWN: readonly Principal[] = [
  person('admin'),
  person('operator'),
  person('support'),
  person('auditor'),
  ...SCOPES.map((scope) => machineWith(`a token with the scope ${scope}`, [scope])),
  machineWith('a token with every scope', SCOPES),
  {
    name: 'an admin who was made an auditor meanwhile',
    client: async () => {
      const { id, client } = await newPerson('admin');
      const answer = await (await admin()).post(`/api/users/${id}/role`, {
        data: { role: 'auditor' },
      });
      expect(answer.ok()).toBe(true);
      return client;
    },
    expected: byRole('auditor'),
  },
  {
    name: 'a rotated token within its overlap',
    client: async () => {
      const { id, token } = await tokenWith({ scopes: READS });
      await rotate(id, 3600);
      return bearing(token);
    },
    expected: byScopes(READS),
  },
  {
    // Back ends go on when the admin who set them up leaves.
    name: 'a token whose maker was disabled',
    client: async () => {
      const { id, client } = await newPerson('admin');
      const { token } = await tokenWith({ scopes: READS }, client);
      await client.dispose();
      expect((await (await admin()).delete(`/api/users/${id}`)).status()).toBe(204);
      return bearing(token);
    },
    expected: byScopes(READS),
  },
  {
    // The token counts, and the cookie beside it gives it nothing.
    name: 'a token beside the session of an admin',
    client: async () => {
      const { token } = await tokenWith({ scopes: READS });
      return sending({ ...(await cookieOf('admin')), authorization: `Bearer ${token}` });
    },
    expected: byScopes(READS),
  },
];

async function rotate(id: string, overlapSeconds: number): Promise<void> {
  const answer = await (await admin()).post(`/api/tokens/${id}/rotate`, {
    data: { overlapSeconds },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  made.tokens.push((await answer.json()).id);
}

/** Headers of a browser that a person of a role is signed in with. */
export async function cookieOf(role: Role): Promise<{ cookie: string; origin: string }> {
  const client = await signedIn(role);
  const { cookies } = await client.storageState();
  await client.dispose();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookie, origin: demo().url };
}

async function revoked(): Promise<string> {
  const { id, token } = await tokenWith({ scopes: SCOPES });
  expect((await (await admin()).delete(`/api/tokens/${id}`)).status()).toBe(204);
  return token;
}

async function expired(): Promise<string> {
  const end = Date.now() + 3_000;
  const { token } = await tokenWith({ scopes: SCOPES, expiresAt: new Date(end).toISOString() });
  await expect.poll(() => Date.now() > end, { timeout: 15_000 }).toBe(true);
  return token;
}

const refused = (name: string, client: Principal['client']): Principal => ({
  name,
  client,
  expected: nobody,
});

/** Header fields that say who asks, and let nobody in. */
const MALFORMED: Readonly<Record<string, Record<string, string>>> = {
  'no credentials': {},
  'a token that was never made': { authorization: `Bearer sw_${'x'.repeat(43)}` },
  'an empty token': { authorization: 'Bearer ' },
  'an empty Authorization': { authorization: '' },
  'a token as a password': { authorization: 'Basic YWRtaW46YWRtaW4=' },
  'a key of Stripe’s': { authorization: 'Bearer sk_test_123' },
  'a token without its scheme': { authorization: `sw_${'x'.repeat(43)}` },
  'two tokens in one': { authorization: `Bearer sw_${'x'.repeat(43)} sw_${'y'.repeat(43)}` },
  'a token far too long': { authorization: `Bearer ${'x'.repeat(5_000)}` },
  'what would be SQL': { authorization: "Bearer '||(SELECT/**/hash/**/FROM/**/api_token)||'" },
  'a session without a signature': { cookie: 'next-auth.session-token=eyJhbGciOiJub25lIn0.e30.' },
  'a session of rubbish': { cookie: 'next-auth.session-token=%00%ff; next-auth.csrf-token=a|b' },
};

/** Somebody who may do nothing. */
const NOBODIES: readonly Principal[] = [
  ...Object.entries(MALFORMED).map(([name, headers]) => refused(name, () => sending(headers))),
  refused('a token’s hash in its place', async () => {
    const hash = createHash('sha256').update(demo().apiToken);
    return bearing(hash.digest('hex'));
  }),
  refused('a revoked token', async () => bearing(await revoked())),
  refused('an expired token', async () => bearing(await expired())),
  refused('a rotated token after its overlap', async () => {
    const { id, token } = await tokenWith({ scopes: SCOPES });
    await rotate(id, 0);
    return bearing(token);
  }),
  refused('a revoked token beside the session of an admin', async () =>
    sending({ ...(await cookieOf('admin')), authorization: `Bearer ${await revoked()}` }),
  ),
  refused('the session of a disabled admin', async () => {
    const { id, client } = await newPerson('admin');
    expect((await client.get('/api/users')).status()).toBe(200);
    expect((await (await admin()).delete(`/api/users/${id}`)).status()).toBe(204);
    return client;
  }),
  refused('a session after signing out everywhere', async () => {
    const { client } = await newPerson('admin');
    expect((await client.delete('/api/users/me/sessions')).status()).toBe(204);
    return client;
  }),
  refused('a session from before its password was changed', async () => {
    const { user, client } = await newPerson('admin');
    const data = { current: user.password, password: 'another password for a day' };
    expect((await client.post('/api/users/me/password', { data })).status()).toBe(204);
    return client;
  }),
];

export const PRINCIPALS: readonly Principal[] = [...KNOWN, ...NOBODIES];
