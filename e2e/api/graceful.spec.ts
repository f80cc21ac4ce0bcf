import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { withDatabase } from '../support/database';
import { demo, E2E_DATA_DIR } from '../support/demo';
import { clearFaults, issuedSecrets, sessionRequests, slowSessions } from '../support/emulator';
import { secondInstance } from '../support/instance';
import { startOtlpReceiver } from '../support/otlp-receiver';
import { signedIn } from '../support/people';
import { setStage } from '../support/story';

const MINTS = 12;
/** Long enough that the signal meets them at Stripe, and shorter than an attempt may last. */
const SLOW_MS = 2_500;
const DRAIN_SECONDS = 3;

const OPEN_MINTS = `
  SELECT count(*)::int AS open FROM audit_entry LEFT JOIN audit_outcome ON entry_id = id
  WHERE action = 'session.mint' AND subject_id = $1 AND entry_id IS NULL`;

test('an instance that is asked to end answers what it began, says so to balancers, and leaves nothing open', async () => {
  test.setTimeout(120_000);
  const { account } = await setStage('Last Orders');
  const receiver = await startOtlpReceiver();
  const instance = await secondInstance('graceful', {
    ...receiver.variables,
    SHUTDOWN_DRAIN_SECONDS: String(DRAIN_SECONDS),
  });
  await instance.start();
  const headers = {
    authorization: `Bearer ${demo().apiToken}`,
    'content-type': 'application/json',
  };
  const mint = () =>
    fetch(`${instance.url}/api/account-sessions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ account }),
    });
  const open = () =>
    withDatabase(
      async (client) => (await client.query<{ open: number }>(OPEN_MINTS, [account])).rows[0]?.open,
    );
  try {
    const { length: earlier } = await sessionRequests(account);
    await slowSessions(SLOW_MS);
    const answers = Promise.all(Array.from({ length: MINTS }, mint));
    await expect
      .poll(async () => (await sessionRequests(account)).length, { intervals: [20] })
      .toBe(earlier + MINTS);
    const asked = performance.now();
    instance.askToEnd();

    const statusOfReady = async () => {
      const answer = await fetch(`${instance.url}/api/ready`);
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    await expect
      .poll(statusOfReady, { intervals: [20], timeout: DRAIN_SECONDS * 1000 })
      .toMatchObject({ status: 503, ready: false, stopping: true, database: 'ok' });

    expect((await answers).map(({ status }) => status)).toEqual(
      Array.from({ length: MINTS }, () => 200),
    );
    expect(await instance.ended()).toEqual({ code: 0, signal: null });
    expect((performance.now() - asked) / 1000).toBeLessThan(26);
    expect(await open()).toBe(0);
    await expect(mint()).rejects.toThrow();

    // The spans of the last mints were sent before the end, and hold no secret.
    const names = receiver.spans.map(({ name }) => name);
    expect(names.filter((name) => name === 'mint')).toHaveLength(MINTS);
    expect(names).toContain('stripe POST /v1/account_sessions');
    const text = receiver.text();
    expect(text).toContain('switchyard.process');
    // The lane's own span of the request.
    expect(text).toContain('/api/account-sessions');
    const token = demo().apiToken;
    for (const secret of [token, demo().stripe.secretKey, ...(await issuedSecrets())]) {
      if (secret) expect(text.includes(secret)).toBe(false);
    }
  } finally {
    await clearFaults();
    await instance.kill();
    await receiver.close();
  }
});

test('an instance without work ends at once', async () => {
  const instance = await secondInstance('idle');
  await instance.start();
  instance.askToEnd();
  expect(await instance.ended()).toEqual({ code: 0, signal: null });
});

test('an instance without the key of what is kept does not start, and says what to do', async () => {
  const admin = await signedIn('admin');
  const endpoint = { url: 'http://127.0.0.1:9/never', description: 'Sealed' };
  const data = { ...endpoint, events: ['change.failed'], reaches: ['governance'] };
  const { id } = await (await admin.post('/api/notice-endpoints', { data })).json();
  const key = randomBytes(32).toString('base64');
  const instance = await secondInstance('without-key', { SECRETS_KEY: key });
  try {
    // It would wait until it answers, which it never does.
    instance.start().catch(() => undefined);
    await expect.poll(() => instance.pid()).toBeDefined();
    expect(await instance.ended()).toEqual({ code: 1, signal: null });
    const said = readFileSync(path.join(E2E_DATA_DIR, 'logs', 'without-key.log'), 'utf8');
    expect(said).toContain('Put the key that sealed them into SECRETS_KEY');
    expect(said).not.toContain(key);
  } finally {
    await instance.kill();
    await admin.delete(`/api/notice-endpoints/${id}`);
    await admin.dispose();
  }
});

test('Ctrl-C in a terminal, pressed twice, leaves nothing unanswered', async () => {
  const { api, account } = await setStage('Twice Shy');
  const instance = await secondInstance('interrupted');
  await instance.start();
  try {
    const { length: earlier } = await sessionRequests(account);
    await slowSessions(SLOW_MS);
    const answer = fetch(`${instance.url}/api/account-sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${demo().apiToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ account }),
    });
    await expect
      .poll(async () => (await sessionRequests(account)).length, { intervals: [20] })
      .toBe(earlier + 1);
    instance.interrupt();
    instance.interrupt();
    expect((await answer).status).toBe(200);
    expect(await instance.ended()).toEqual({ code: 0, signal: null });
  } finally {
    await clearFaults();
    await instance.kill();
    await api.dispose();
  }
});

test('a console whose front is killed ends by itself', async () => {
  const instance = await secondInstance('orphaned');
  await instance.start();
  await instance.killFront();
});
