import 'server-only';
import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getServerSession, type NextAuthOptions } from 'next-auth';
import credentials from 'next-auth/providers/credentials';
import { cache } from 'react';
import { authenticateBearer } from './bearer';
import { callerOf } from './caller-address';
import type { Context } from './data/context';
import { signIn } from './data/sign-in';
import { userActor } from './data/users';
import { AppError } from './domain/errors';
import type { Actor, UserActor } from './domain/permissions';
import { env, isSecure } from './env';
import type { Asking } from './http/asking';
import { changes, isSameOrigin } from './http/same-origin';
import { browserCookie, knownBrowser, newBrowser } from './known-browser';
import { admitFromProvider, OIDC, oidcProviders } from './oidc';
import { now } from './time';

const SESSION_HOURS = 12;

/** The address that the current request comes from, to limit how often it may guess. */
export async function callerAddress(): Promise<string> {
  return callerOf((await headers()).get('x-forwarded-for'));
}

/** What signing in put beside the user; next-auth's own type does not know it. */
function epochOf(user: object): number | undefined {
  return 'sessionEpoch' in user && typeof user.sessionEpoch === 'number'
    ? user.sessionEpoch
    : undefined;
}

const passwordProvider = credentials({
  credentials: { email: {}, password: {} },
  async authorize(input, request) {
    const { email = '', password = '' } = input ?? {};
    if (email.length > 320 || password.length > 1000) return null;
    try {
      const jar = await cookies();
      const { name, ...attributes } = browserCookie();
      const browser = knownBrowser(jar.get(name)?.value, email);
      const user = await signIn({
        email,
        password,
        address: callerOf(request.headers?.['x-forwarded-for']),
        browser,
        requestId: randomUUID(),
        now: now(),
      });
      if (user && browser === null) jar.set(name, newBrowser(email), attributes);
      return user;
    } catch (error) {
      // next-auth hands the message to the sign-in page as its error code.
      if (error instanceof AppError && error.code === 'rate_limited') {
        throw new Error('Throttled');
      }
      throw new Error('Unavailable');
    }
  },
});

/**
 * The session's cookie. Behind TLS its name binds it to this host alone, so that no page of another
 * subdomain can put a session of its own in its place; next-auth by itself would let it. `lax`, so that
 * a link from elsewhere meets somebody who is signed in; what changes anything asks for the origin.
 */
function sessionCookie(secure: boolean): NextAuthOptions['cookies'] {
  const name = `${secure ? '__Host-' : ''}next-auth.session-token`;
  return {
    sessionToken: { name, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
  };
}

/** next-auth's options; nothing but this file and oidc.ts knows the library. */
export const authOptions: NextAuthOptions = {
  secret: env().NEXTAUTH_SECRET,
  session: { strategy: 'jwt', maxAge: SESSION_HOURS * 3600 },
  cookies: sessionCookie(isSecure(env())),
  // next-auth's own pages are not served, so that none stands beside the policy of ours.
  pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in' },
  providers: [...(env().PASSWORD_SIGN_IN ? [passwordProvider] : []), ...oidcProviders()],
  callbacks: {
    async signIn({ user, account, profile }) {
      if (account?.provider !== OIDC) return true;
      const claims = profile as { sub?: string } | undefined;
      if (!claims?.sub) return '/sign-in?error=Unavailable';
      const admitted = await admitFromProvider({ ...claims, sub: claims.sub }, now());
      if ('refused' in admitted) return `/sign-in?error=${admitted.refused}`;
      // What stands in this object is what `jwt` below is called with.
      Object.assign(user, admitted);
      return true;
    },
    jwt: ({ token, user }) => (user ? { sub: user.id, epoch: epochOf(user) } : token),
    session: ({ token }) => ({
      expires: '',
      userId: token.sub,
      epoch: token.epoch,
    }),
  },
  logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
};

/** The signed-in user as of this request, or null. A user who was disabled is out at once. */
export const getActor = cache(async (): Promise<UserActor | null> => {
  const session = (await getServerSession(authOptions)) as {
    userId?: string;
    epoch?: number;
  } | null;
  if (!session?.userId || session.epoch === undefined) return null;
  return userActor(session.userId, session.epoch);
});

/**
 * The signed-in user; a visitor who is not signed in goes to the sign-in page, and from there back
 * to `path`.
 */
export async function requireActor(path = '/'): Promise<UserActor> {
  const actor = await getActor();
  if (actor) return actor;
  redirect(path === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

/** The context in which the page at `path` calls verbs. */
export async function pageContext(path?: string): Promise<Context & { actor: UserActor }> {
  return { actor: await requireActor(path), requestId: randomUUID(), now: now() };
}

/**
 * Refuses what another site made a signed-in browser do: with a cookie, only this site may write.
 */
function requireSameOrigin(request: Asking, actor: Actor): void {
  if (!changes(request) || isSameOrigin(request, isSecure(env()))) return;
  throw new AppError('forbidden', 'This came from another site, so it was not done.', {
    denied: { actor },
  });
}

/**
 * Who makes an API request: a machine by its bearer token, else a person by the session's cookie.
 * Throws `unauthenticated`, saying which of the two is missing or wrong.
 */
export async function authenticate(request: Asking, now: Date): Promise<Actor> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return authenticateBearer(authorization, now);
  const actor = (await headers()).has('cookie') ? await getActor() : null;
  if (!actor) {
    throw new AppError(
      'unauthenticated',
      'Send an API token as Authorization: Bearer <token>, or sign in.',
    );
  }
  requireSameOrigin(request, actor);
  return actor;
}
