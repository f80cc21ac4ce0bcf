import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OtlpReceiver, startOtlpReceiver, traceTo } from '@/e2e/support/otlp-receiver';
import { emulator, withScopes } from '@/e2e/support/verbs';
import { env } from '@/lib/env';
import { type StopTracing, startTracing } from '@/lib/start-tracing';
import { inSpan, traceFields } from '@/lib/trace';
import { mint } from './mint';
import { EXPRESS, setUpMints } from './testing/mints';

let receiver: OtlpReceiver;
let stopTracing: StopTracing;

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  traceTo(receiver);
  stopTracing = await startTracing('front');
});
afterAll(() => receiver.close());
setUpMints();

const SECRET_REASON = 'Reason that nobody else should read';

test('a mint shows as one trace, from verb to database and Stripe, and holds no secret', async () => {
  const context = withScopes(['sessions:create']);
  const session = await mint(context, { account: EXPRESS, components: ['payments'] });
  await emulator.fault({ kind: 'status', status: 400 });
  const refused = await mint(context, { account: EXPRESS }).catch((error: Error) => error);
  expect(refused).toBeInstanceOf(Error);
  await mint(context, { account: EXPRESS, preview: { reason: SECRET_REASON } }).catch(() => null);
  await inSpan('a job', {}, async () => {
    expect(traceFields().traceId).toMatch(/^[0-9a-f]{32}$/);
  });
  // Nobody waits for a batch to fill: what is left is sent at the end.
  await stopTracing();

  const verbs = receiver.spans.filter(({ name }) => name === 'verb sessions:create');
  expect(verbs).toHaveLength(3);
  const [first, second] = verbs.map(({ traceId }) =>
    receiver.spans.filter((span) => span.traceId === traceId),
  );
  const names = first?.map(({ name }) => name);
  for (const name of [
    'mint',
    'stripe POST /v1/account_sessions',
    'postgres SELECT',
    'audit entry',
  ]) {
    expect(names).toContain(name);
  }
  const stripe = first?.find(({ name }) => name.startsWith('stripe '));
  expect(stripe?.attributes).toMatchObject({ 'http.response.status_code': 200 });
  const minted = first?.find(({ name }) => name === 'mint');
  expect(stripe?.parentSpanId).toBe(minted?.spanId);
  const failed = second?.find(({ name }) => name === 'mint');
  expect(failed?.attributes).toMatchObject({ 'error.type': 'stripe_rejected' });

  const text = receiver.text();
  const { STRIPE_SECRET_KEY, NEXTAUTH_SECRET, DATABASE_URL } = env();
  const planted = [
    // Without what they all begin with: by that alone the redactor knows them.
    ...[session.client_secret, ...(await emulator.secrets())].map((secret) =>
      secret.replace(/^accs_secret_+/, ''),
    ),
    STRIPE_SECRET_KEY,
    NEXTAUTH_SECRET,
    new URL(DATABASE_URL).password,
    SECRET_REASON,
    EXPRESS,
  ];
  for (const secret of planted.filter(Boolean)) expect(text).not.toContain(secret);
  expect(text).toContain('switchyard');
});

test('outside of a trace, a log line says nothing of one', () => {
  expect(traceFields()).toEqual({});
});
