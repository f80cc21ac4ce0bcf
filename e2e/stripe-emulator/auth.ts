import { StripeFailure } from './errors';

/** Shows of a key only its kind and its last four characters. */
export function maskKey(key: string): string {
  const prefix = /^(?:sk|rk|pk)_(?:test|live)_/.exec(key)?.[0] ?? '';
  const rest = key.slice(prefix.length);
  const tail = rest.length > 8 ? rest.slice(-4) : '';
  const stars = Math.min(24, Math.max(3, rest.length - tail.length));
  return prefix + '*'.repeat(stars) + tail;
}

/** Refuses a request whose `Authorization` does not carry the secret key. */
export function authenticate(secretKey: string, authorization: string | undefined): void {
  const given = keyOf(authorization);
  if (given === secretKey) return;
  throw new StripeFailure({
    status: 401,
    message:
      given === ''
        ? 'You did not provide an API key. Send it in the Authorization header, with Bearer auth.'
        : `Invalid API Key provided: ${maskKey(given)}`,
    headers: { 'WWW-Authenticate': 'Bearer realm="Stripe"' },
  });
}

/** The key in a bearer token, or in the user name of basic credentials. */
function keyOf(authorization = ''): string {
  const [, scheme = '', value = ''] = /^(\S+) +(.*)$/.exec(authorization.trim()) ?? [];
  if (/^bearer$/i.test(scheme)) return value.trim();
  if (!/^basic$/i.test(scheme)) return '';
  return Buffer.from(value, 'base64').toString('utf8').split(':', 1)[0] ?? '';
}
