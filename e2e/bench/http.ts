import { Agent, type IncomingMessage, request as send } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** What a single request was answered. */
export interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
  /** Milliseconds until the first byte of the body, and until its last. */
  firstByteMs: number;
  ms: number;
}

/** How to ask; `firstByte` hangs up as soon as the body begins. */
export interface Asking {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  firstByte?: boolean;
}

/** Sends one request over a kept-alive connection. Throws only where no answer comes. */
export function ask(url: string, asking: Asking = {}): Promise<Answered> {
  const { method = 'GET', headers, body, firstByte } = asking;
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, agent, headers: { ...headers } }, (answer) => {
      const chunks: Buffer[] = [];
      let firstByteMs = NaN;
      const done = () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
          firstByteMs: Number.isNaN(firstByteMs) ? performance.now() - began : firstByteMs,
          ms: performance.now() - began,
        });
      answer.on('data', (chunk: Buffer) => {
        if (chunks.length === 0) firstByteMs = performance.now() - began;
        chunks.push(chunk);
        if (!firstByte) return;
        done();
        answer.destroy();
      });
      answer.on('end', done);
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The same, and throws where the answer is none of the statuses that are right. */
export async function askFor(
  url: string,
  asking: Asking = {},
  right: readonly number[] = [200],
): Promise<Answered> {
  const answered = await ask(url, asking);
  if (right.includes(answered.status)) return answered;
  throw new Error(`${url} answered ${answered.status}: ${answered.text.slice(0, 500)}`);
}

/** Headers of a machine that has a token. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Headers that send JSON besides. */
export const sendingJson = (token: string) => ({
  ...bearer(token),
  'content-type': 'application/json',
});

const cookiesOf = ({ headers }: Answered) =>
  (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '');

/** Signs a person in and gives the headers of their browser. Throws where that is refused. */
export async function signIn(
  url: string,
  user: { email: string; password: string },
): Promise<Record<string, string>> {
  const first = await askFor(`${url}/api/auth/csrf`);
  const { csrfToken } = JSON.parse(first.text) as { csrfToken: string };
  const form = new URLSearchParams({ csrfToken, ...user, json: 'true' });
  const answered = await askFor(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: {
      cookie: cookiesOf(first).join('; '),
      origin: url,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
  });
  const cookies = cookiesOf(answered);
  if (!cookies.some((cookie) => cookie.includes('session-token='))) {
    throw new Error(`${user.email} could not sign in at ${url}: ${answered.text.slice(0, 300)}`);
  }
  return { cookie: cookies.join('; '), accept: 'text/html' };
}
