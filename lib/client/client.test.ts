import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { createSwitchyard, SwitchyardError } from '.';
import { fetchClientSecret, SessionError } from './browser';

const TOKEN = 'sw_a-token-to-look-for';
const SESSION = { object: 'account_session', account: 'acct_1', client_secret: 'accs_secret__x' };

type Answer = Response | Error | 'never';
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ code, detail: `It is ${code}.`, status, requestId: 'r-1' }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-request-id': 'r-1', ...headers },
  });

/** A client whose calls are answered so, one after the other. */
function client(...answers: Answer[]) {
  const calls: { url: string; init: RequestInit }[] = [];
  const send = (url: string, init: RequestInit) => {
    calls.push({ url, init });
    const answer = answers.shift() ?? Response.json(SESSION);
    if (answer instanceof Response) return Promise.resolve(answer);
    if (answer !== 'never') return Promise.reject(answer);
    return new Promise<Response>((_, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
  };
  const options = { url: 'http://switchyard.example/', token: TOKEN, timeoutMs: 1_000 };
  return { switchyard: createSwitchyard({ ...options, fetch: send as typeof fetch }), calls };
}

const refused = async (call: Promise<unknown>): Promise<SwitchyardError> =>
  call.then(
    () => Promise.reject(new Error('This should have failed.')),
    (error) => error,
  );

it('asks for a session with the token, and gives it as it was answered', async () => {
  const { switchyard, calls } = client();
  const request = { account: 'acct_1', components: ['payments'] };
  expect(await switchyard.createAccountSession(request)).toEqual(SESSION);
  expect(calls).toMatchObject([
    {
      url: 'http://switchyard.example/api/account-sessions',
      init: {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(request),
        redirect: 'error',
      },
    },
  ]);
});

it.each([
  [problem(403, 'component_not_allowed'), 'component_not_allowed', 403],
  [problem(502, 'stripe_rejected'), 'stripe_rejected', 502],
  [problem(409, 'account_disconnected'), 'account_disconnected', 409],
  [new Response('<html>', { status: 500 }), 'unexpected_answer', 500],
  [new Response('{}', { status: 404 }), 'unexpected_answer', 404],
])(
  'has one type for all errors, and does not repeat what is pointless: %#',
  async (answer, code, status) => {
    const { switchyard, calls } = client(answer);
    const error = await refused(switchyard.createAccountSession({ account: 'acct_1' }));
    expect(error).toBeInstanceOf(SwitchyardError);
    expect(error).toMatchObject({ code, status });
    expect(calls).toHaveLength(1);
  },
);

it.each<[string, Answer]>([
  ['busy', problem(429, 'rate_limited', { 'retry-after': '0' })],
  ['no database', problem(503, 'database_unavailable')],
  ['late', problem(504, 'stripe_timeout')],
  ['unreachable', new TypeError('fetch failed')],
])('tries again where that is safe: %s', async (_name, answer) => {
  const { switchyard, calls } = client(answer);
  expect(await switchyard.createAccountSession({ account: 'acct_1' })).toEqual(SESSION);
  expect(calls).toHaveLength(2);
});

it('does not wait beyond its own time', async () => {
  const { switchyard, calls } = client(problem(503, 'stripe_unavailable', { 'retry-after': '5' }));
  const error = await refused(switchyard.createAccountSession({ account: 'acct_1' }));
  expect(error).toMatchObject({ code: 'stripe_unavailable', retryAfter: 5, requestId: 'r-1' });
  expect(calls).toHaveLength(1);
});

it('gives up in time, and at once where it is told to', async () => {
  const late = await refused(client('never').switchyard.createAccountSession({ account: 'a' }));
  expect(late).toMatchObject({ code: 'timed_out', status: 0 });
  const stop = new AbortController();
  const { switchyard, calls } = client('never');
  const stopped = refused(switchyard.createAccountSession({ account: 'a', signal: stop.signal }));
  stop.abort(new Error('gone'));
  expect((await stopped).message).toBe('gone');
  expect(calls).toHaveLength(1);
});

it('shows its token nowhere', async () => {
  const { switchyard } = client(new TypeError(TOKEN), new TypeError(TOKEN), new TypeError(TOKEN));
  const error = await refused(switchyard.createAccountSession({ account: 'acct_1' }));
  const shown =
    inspect([error, switchyard], { depth: 9, showHidden: true }) + JSON.stringify(error);
  expect(shown).not.toContain(TOKEN);
});

it('gives Connect.js a secret, and the page what else was answered', async () => {
  const seen: unknown[] = [];
  const answer = { clientSecret: 'accs_secret__x', refunds: false };
  const fetchSecret = fetchClientSecret('/account-session', {
    fetch: async () => Response.json(answer),
    onAnswer: (rest) => seen.push(rest),
  });
  expect(await fetchSecret()).toBe('accs_secret__x');
  expect(seen).toEqual([{ refunds: false }]);
});

it.each<[string, () => Promise<Response>, string, number]>([
  [
    'a sentence',
    async () => Response.json({ message: 'Ask us.' }, { status: 409 }),
    'Ask us.',
    409,
  ],
  ['no JSON', async () => new Response('<html>', { status: 502 }), 'cannot be reached', 502],
  ['no secret', async () => Response.json({}), 'cannot be reached', 200],
  ['nothing', async () => Promise.reject(new TypeError('offline')), 'cannot be reached', 0],
])('tells the page why there is no session: %s', async (_name, send, message, status) => {
  const told: Error[] = [];
  const fetchSecret = fetchClientSecret('/x', {
    fetch: send,
    onError: (error) => told.push(error),
  });
  const error = await fetchSecret().catch((thrown) => thrown);
  expect(error).toBeInstanceOf(SessionError);
  expect(error).toMatchObject({ message: expect.stringContaining(message), status });
  expect(told).toEqual([error]);
});
