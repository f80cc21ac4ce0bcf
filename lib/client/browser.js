// @ts-check
// Plain JavaScript, so that a page can load it as it is; bundlers and TypeScript take it too.

/**
 * What a page tells its merchant when there is no session.
 */
export class SessionError extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message);
    this.name = 'SessionError';
    this.status = status;
  }
}

/**
 * @typedef {object} FetchClientSecretOptions
 * @property {(answer: Record<string, unknown>) => void} [onAnswer] Gets what else stands in the
 *   answer, without the secret.
 * @property {(error: SessionError) => void} [onError] Gets why there is no session; Connect.js says
 *   little of it.
 * @property {typeof fetch} [fetch]
 */

/**
 * Makes the `fetchClientSecret` that Connect.js asks for a secret, at first and whenever a session
 * has run out. It posts to a route of the platform's own back end, which knows who is signed in and
 * answers `{"clientSecret": "…"}`, or an error with `{"message": "…"}` for the merchant. The secret
 * is handed on and kept nowhere.
 *
 * @param {string} url
 * @param {FetchClientSecretOptions} [options]
 * @returns {() => Promise<string>}
 */
export function fetchClientSecret(url, options = {}) {
  const { onAnswer, onError, fetch: send = globalThis.fetch } = options;
  const unavailable = 'Payments cannot be reached right now. Check your connection and try again.';

  async function ask() {
    const response = await send(url, {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { accept: 'application/json' },
    }).catch(() => null);
    if (response === null) throw new SessionError(unavailable, 0);
    const answer = await response.json().catch(() => ({}));
    const { clientSecret, message, ...rest } = answer ?? {};
    if (!response.ok || typeof clientSecret !== 'string') {
      throw new SessionError(typeof message === 'string' ? message : unavailable, response.status);
    }
    onAnswer?.(rest);
    return clientSecret;
  }

  return () =>
    ask().catch((error) => {
      onError?.(error);
      throw error;
    });
}
