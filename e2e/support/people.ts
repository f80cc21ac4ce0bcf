import { type APIRequestContext, request } from '@playwright/test';
import { demo, type Role } from './demo';

/** A browser-like client that is signed in by the session cookie. Dispose it when done. */
export async function signedIn(role: Role): Promise<APIRequestContext> {
  const { url, users } = demo();
  return signedInWith(users[role], url);
}

/** The same for any user. Fails when the credentials are refused. */
export async function signedInWith(
  user: { email: string; password: string },
  url = demo().url,
): Promise<APIRequestContext> {
  const client = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const { csrfToken } = await (await client.get('/api/auth/csrf')).json();
  const answer = await client.post('/api/auth/callback/credentials', {
    form: { csrfToken, email: user.email, password: user.password, json: 'true' },
  });
  const { url: next } = await answer.json();
  if (!answer.ok() || String(next).includes('error=')) {
    throw new Error(`${user.email} could not sign in: ${answer.status()}`);
  }
  return client;
}

/** A machine's client with the given token, or with none at all. */
export async function machine(token: string | null): Promise<APIRequestContext> {
  return request.newContext({
    baseURL: demo().url,
    extraHTTPHeaders: token === null ? {} : { authorization: `Bearer ${token}` },
  });
}
