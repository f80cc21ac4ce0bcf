import 'server-only';
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { env, isSecure } from './env';

const DAYS = 180;

/**
 * The cookie by which a browser shows that somebody has signed in with it before. It lets nobody in:
 * it only has that browser's wrong passwords counted by themselves, so that whoever guesses at an
 * account from elsewhere, or from the same office, keeps no one out whose account it is.
 */
export const browserCookie = () => ({
  name: `${isSecure(env()) ? '__Host-' : ''}switchyard.known-browser`,
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isSecure(env()),
  path: '/',
  maxAge: DAYS * 86_400,
});

/** A key of its own, so that what signs sessions is never used for anything else. */
function mac(nonce: string, email: string): Buffer {
  const key = hkdfSync('sha256', env().NEXTAUTH_SECRET, '', 'switchyard known browsers v1', 32);
  return createHmac('sha256', Buffer.from(key))
    .update(`${nonce}\n${email.trim().toLowerCase()}`)
    .digest();
}

/** What the cookie is to hold once somebody has signed in, in place of what it held. */
export function newBrowser(email: string): string {
  const nonce = randomBytes(16).toString('base64url');
  return `${nonce}.${mac(nonce, email).toString('base64url')}`;
}

/** The browser that a cookie's value names for this email; null where it is not ours, or of somebody else. */
export function knownBrowser(value: string | undefined, email: string): string | null {
  const [, nonce, given] = /^([\w-]{22})\.([\w-]{43})$/.exec(value ?? '') ?? [];
  if (!nonce || !given) return null;
  return timingSafeEqual(mac(nonce, email), Buffer.from(given, 'base64url')) ? nonce : null;
}
