import { request } from 'node:http';

/** What came back, with each cookie that was set as it was written. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  cookies: string[];
  text: string;
}

/** A request as a browser's or anybody's, where its headers are all one's own. */
export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
  json?: unknown;
}

/**
 * Asks for one address over plain HTTP with just these headers: `Secure` cookies go along too, as they
 * do behind a proxy that ends TLS, and no redirect is followed.
 */
export function ask(url: string, { method, headers, form, json }: Ask = {}): Promise<Answer> {
  const body = form ? new URLSearchParams(form).toString() : json && JSON.stringify(json);
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { ...(body !== undefined && { 'content-type': type }), ...headers },
      },
      async (answer) => {
        const text = (await answer.toArray()).join('');
        const { statusCode: status = 0, headers } = answer;
        resolve({ status, headers, cookies: headers['set-cookie'] ?? [], text });
      },
    );
    asked.on('error', reject).end(body);
  });
}

/** What a browser would send back of the cookies that were set. */
export const sentBack = (cookies: readonly string[]) =>
  cookies.map((cookie) => cookie.split(';')[0]).join('; ');

/** A visitor's token against forged sign-ins, and the cookie that it goes with. */
export async function csrfOf(url: string): Promise<{ csrfToken: string; cookies: string[] }> {
  const { text, cookies } = await ask(`${url}/api/auth/csrf`);
  return { csrfToken: JSON.parse(text).csrfToken, cookies };
}

/** Signs in as the sign-in page does, from a page at `origin`; `more` are cookies of before. */
export async function signInAt(
  url: string,
  user: { email: string; password: string },
  { origin = url, more = [] as string[], headers = {} } = {},
): Promise<Answer> {
  const { csrfToken, cookies } = await csrfOf(url);
  const { email, password } = user;
  return ask(`${url}/api/auth/callback/credentials`, {
    headers: { origin, cookie: sentBack([...cookies, ...more]), ...headers },
    form: { csrfToken, email, password, json: 'true' },
  });
}
