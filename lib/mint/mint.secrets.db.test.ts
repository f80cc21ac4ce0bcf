import { beforeAll, describe, expect, test, vi } from 'vitest';

/** All that this process writes; pino writes here too, because this stands before it is imported. */
const written = await vi.hoisted(async () => (await import('@/e2e/support/written')).allWritten());

import { z } from 'zod';
import {
  addPeople,
  as,
  change,
  dump,
  emulator,
  importAccount,
  NOW,
  patientDatabase,
} from '@/e2e/support/verbs';
import { route } from '@/lib/api';
import { createToken } from '@/lib/data/tokens';
import { accountSession } from '@/lib/domain/answers/sessions';
import { env } from '@/lib/env';
import { metrics } from '@/lib/metrics/registry';
import { mint } from './mint';

const ACCOUNTS = ['acct_1NkDjjJyhOZfPCWt', 'acct_1M1ne6T3hA5h4eGq', 'acct_1MfonKyJt3dqBYDV'];
const MINTS = 300;
const AT_ONCE = 20;

/** The route of mints, as `app` has it. */
const sessions = route({
  id: 'createAccountSession',
  summary: 'Mint.',
  answers: { 200: { means: 'The session.', body: accountSession } },
  permission: 'sessions:create',
  body: z.strictObject({ account: z.string(), components: z.array(z.string()).optional() }),
  handle: ({ context, body }) => mint(context, body),
});

let authorization: string;

beforeAll(async () => {
  patientDatabase();
  await addPeople();
  await change([{ op: 'template.update', key: 'base', set: { payments: 'on', payouts: 'on' } }]);
  for (const account of ACCOUNTS) await importAccount(account);
  const scopes = ['sessions:create' as const];
  const { token } = await createToken(as('admin', new Date()), {
    name: 'T',
    scopes,
    expiresAt: null,
  });
  authorization = `Bearer ${token}`;
});

/** Asks for a session over HTTP's own objects and returns what is answered. */
async function ask(body: object): Promise<{ status: number; text: string; headers: Headers }> {
  const request = new Request('http://localhost/api/account-sessions', {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const response = await sessions(request, { params: Promise.resolve({}) });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Works through so many turns, a few at once. */
async function atOnce(turns: number, workers: number, work: (turn: number) => Promise<void>) {
  let next = 0;
  const worker = async () => {
    for (let turn = next++; turn < turns; turn = next++) await work(turn);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

/** The secrets that stand somewhere in a text, whole or without what they all begin with. */
const found = (text: string, secrets: readonly string[]) =>
  secrets.filter((secret) => text.includes(secret.replace(/^accs_secret_+/, '')));

test('after 300 mints no secret stands in the database or in the log', {
  timeout: 120_000,
}, async () => {
  const answered: string[] = [];
  await atOnce(MINTS, AT_ONCE, async (turn) => {
    const { status, text, headers } = await ask({
      account: ACCOUNTS[turn % ACCOUNTS.length],
      ...(turn % 2 === 0 && { components: ['payments'] }),
    });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    answered.push(JSON.parse(text).client_secret);
  });

  const secrets = await emulator.secrets();
  expect([...answered].sort()).toEqual([...secrets].sort());
  expect(new Set(secrets).size).toBe(MINTS);

  const tables = await dump();
  const database = JSON.stringify(tables);
  expect(tables.audit_outcome).toHaveLength(MINTS);
  expect(found(database, secrets)).toEqual([]);
  expect(database).not.toContain('accs_secret');

  const log = written.join('');
  expect(log.match(/"msg":"request"/g)?.length).toBe(MINTS);
  expect(found(log, secrets)).toEqual([]);
  expect(log).not.toContain('accs_secret');

  const told = await metrics('front').registry.metrics();
  expect(told).toContain(`switchyard_mints_total{outcome="succeeded",code=""} ${MINTS}`);
  expect(found(told, secrets)).toEqual([]);

  // The search itself finds a secret that is there.
  const [one = ''] = secrets;
  expect(found(`${database}${log}{"x":"${one}"}`, secrets)).toEqual([one]);
});

describe('when a mint goes wrong', () => {
  test.each([
    ['late', { kind: 'latency', latencyMs: 10 }, 200],
    ['refused', { kind: 'status', status: 400 }, 502],
    ['a bad key', { kind: 'status', status: 401 }, 502],
    ['a reset', { kind: 'reset' }, 503],
  ] as const)(
    '%s: neither key, token nor secret is told or logged',
    async (_name, fault, expected) => {
      await emulator.reset();
      await emulator.fault(fault);
      const before = written.length;
      const { status, text } = await ask({ account: ACCOUNTS[0] });
      expect(status).toBe(expected);
      const log = written.slice(before).join('');
      expect(log).toContain('"msg":"request"');
      const told = expected === 200 ? log : log + text;
      for (const secret of [env().STRIPE_SECRET_KEY, authorization.slice(7), 'accs_secret']) {
        expect(told).not.toContain(secret);
      }
    },
  );

  test('the log says what happened, of which request, by whom', async () => {
    await emulator.reset();
    await emulator.fault({ kind: 'status', status: 400 });
    const before = written.length;
    await ask({ account: ACCOUNTS[0] });
    const [text = ''] = written.slice(before).filter((part) => part.includes('"request"'));
    const line = JSON.parse(text);
    expect(line).toMatchObject({
      msg: 'request',
      method: 'POST',
      path: '/api/account-sessions',
      status: 502,
      code: 'stripe_rejected',
      requestId: expect.any(String),
      actor: expect.stringMatching(/^token:/),
    });
    expect(new Date(line.time).getTime()).toBeLessThan(NOW.getTime());
  });
});
