import { sentBack } from '../support/cookie-client';
import { type Reply, send, Undeclared } from './send';

/** Who signs in. */
export interface Person {
  email: string;
  password: string;
}

/** What a browser sends that is signed in. */
export interface SignedIn {
  cookie: string;
}

/** An address of somebody's, so that attempts do not count as one person's guesses. */
const addressOf = (random: () => number) =>
  `10.${[0, 0, 0].map(() => Math.floor(random() * 250)).join('.')}`;

/** Signs in as the sign-in page does; without a session where that was refused or torn. */
export async function signInAt(
  origin: string,
  { email, password }: Person,
  random: () => number,
): Promise<{ reply: Reply; session: SignedIn | null }> {
  const headers = { origin, 'x-forwarded-for': addressOf(random) };
  const first = await send(origin, '/api/auth/csrf', { headers });
  if (first.status !== 200) return { reply: first, session: null };
  const { csrfToken } = JSON.parse(first.text) as { csrfToken: string };
  const reply = await send(origin, '/api/auth/callback/credentials', {
    headers: { ...headers, cookie: sentBack(first.cookies) },
    form: { csrfToken, email, password, json: 'true' },
  });
  // A right password is right, whatever else is the matter.
  if (reply.text.includes('error=CredentialsSignin')) {
    throw new Undeclared(`${email} was told that the password is wrong.`);
  }
  const cookies = reply.cookies.filter((cookie) => cookie.includes('session-token='));
  return { reply, session: cookies.length > 0 ? { cookie: sentBack(cookies) } : null };
}
