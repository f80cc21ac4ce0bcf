import { expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import { machine, signedIn } from '../support/people';
import { setStage } from '../support/story';

/** The value of one line of metrics; 0 where there is none yet. */
function figureOf(text: string, line: string): number {
  return Number(text.split(`\n${line} `)[1]?.split('\n')[0] ?? 0);
}

test('metrics count mints and requests, and name no account', async () => {
  const { api, account } = await setStage('Counting House');
  const read = async () => {
    const answer = await api.get('/api/metrics');
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    return answer.text();
  };
  const lines = [
    'switchyard_mints_total{outcome="succeeded",code=""}',
    'switchyard_stripe_request_duration_seconds_count{operation="POST /v1/account_sessions",outcome="ok"}',
    'switchyard_http_request_duration_seconds_count{route="/api/accounts/[id]",method="GET",status="200"}',
  ];
  const earlier = await read();
  const minted = await api.post('/api/account-sessions', { data: { account } });
  expect(minted.ok()).toBe(true);
  await api.get(`/api/accounts/${account}`);
  const now = await read();
  for (const line of lines) {
    expect(figureOf(now, line), line).toBeGreaterThan(figureOf(earlier, line));
  }
  for (const line of [
    'switchyard_database_up 1',
    'switchyard_queue_depth{queue="notices"}',
    'switchyard_database_connections{state="in_use"}',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
    'switchyard_http_request_duration_seconds_count{route="/api/ready"',
  ]) {
    expect(now).toContain(line);
  }
  expect(figureOf(now, 'switchyard_database_connections{state="idle"}')).toBeGreaterThan(0);
  expect(now).not.toContain('acct_');
  const secret = (await minted.json()).client_secret as string;
  expect(now).not.toContain(secret);
});

test('a token for metrics reads nothing else', async () => {
  const admin = await signedIn('admin');
  const made = await admin.post('/api/tokens', {
    data: { name: 'Prometheus', scopes: ['metrics:read'] },
  });
  expect(made.status(), await made.text()).toBe(201);
  const scraper = await machine((await made.json()).token);
  expect((await scraper.get('/api/metrics')).status()).toBe(200);
  expect((await scraper.get('/api/accounts')).status()).toBe(403);
  const nobody = await machine(null);
  expect((await nobody.get('/api/metrics')).status()).toBe(401);
  expect((await (await machine(demo().apiToken)).get('/api/metrics')).status()).toBe(200);
  await admin.dispose();
});
