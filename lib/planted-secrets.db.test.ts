import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

/** All that this process writes; pino writes here too, because this stands before it is imported. */
const written = await vi.hoisted(async () => (await import('@/e2e/support/written')).allWritten());

import { context, trace } from '@opentelemetry/api';
import Stripe from 'stripe';
import { z } from 'zod';
import { type OtlpReceiver, startOtlpReceiver, traceTo } from '@/e2e/support/otlp-receiver';
import { addPeople, as, dump } from '@/e2e/support/verbs';
import { route, stripeRoute } from '@/lib/api';
import { writeAudit, writeAudits, writeOutcome } from '@/lib/data/audit';
import { createToken } from '@/lib/data/tokens';
import { db } from '@/lib/db';
import { AppError, invalid } from '@/lib/domain/errors';
import { PLANTED } from '@/lib/domain/testing/planted-secrets';
import { log } from '@/lib/log';
import { metrics } from '@/lib/metrics/registry';
import { type StopTracing, startTracing } from '@/lib/start-tracing';
import { inSpan } from '@/lib/trace';

let authorization: string;
let receiver: OtlpReceiver;
let stopTracing: StopTracing;

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  traceTo(receiver);
  stopTracing = await startTracing('front');
  await addPeople();
  const { token } = await createToken(as('admin', new Date()), {
    name: 'T',
    scopes: ['policy:read'],
    expiresAt: null,
  });
  authorization = `Bearer ${token}`;
});
afterAll(() => receiver.close());

const caught = (work: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(work)
    .then(
      () => new Error('This should have failed.'),
      (error: unknown) => error,
    );

const stripeError = (text: string) =>
  new Stripe.errors.StripeInvalidRequestError({
    type: 'invalid_request_error',
    message: `Stripe said ${text}`,
    headers: { authorization: text, 'x-else': text },
    param: text,
    raw: { text },
  } as never);

/** Ways in which something goes wrong with a secret in it; real errors of those who throw them. */
const FAILURES: Readonly<Record<string, (text: string) => unknown>> = {
  'an error': (text) => new Error(text),
  'an error with causes': (text) =>
    new Error(text, { cause: new AggregateError([new Error(text)], text, { cause: text }) }),
  'an error with fields': (text) =>
    Object.assign(new Error('x'), { config: { headers: { text } }, request: text }),
  'an error with a stack of its own': (text) =>
    Object.assign(new Error('x'), { stack: `Error: ${text}\n    at x` }),
  'a text': (text) => text,
  'an object': (text) => ({ message: text, raw: text }),
  'an error of Stripe’s': stripeError,
  'a refusal by Stripe': (text) =>
    new AppError('stripe_rejected', `Stripe refused it: ${text}`, {
      cause: stripeError(text),
      members: { stripe: { type: 'x', code: text, param: text, requestId: text } },
    }),
  'bad input': (text) =>
    invalid(
      { pointer: `/${text}`, message: `“${text}” is not one.` },
      { pointer: '', message: text },
    ),
  'a conflict': (text) =>
    new AppError('conflict', text, { members: { conflict: { yours: { text }, current: [text] } } }),
  'an error of Prisma’s': (text) =>
    caught(() => db().user.create({ data: { email: text, passwordHash: text } as never })),
  'an error of Postgres’s': (text) => caught(() => db().$queryRaw`SELECT ${text}::int`),
  'an error of fetch’s': (text) =>
    caught(() => fetch(`http://127.0.0.1:1/${text}`, { headers: { [text]: text } })),
  'an error of JSON’s': (text) => caught(() => JSON.parse(text.slice(0, 9) + text)),
};

const spec = (failure: unknown) => ({
  id: 'failing',
  summary: 'Fails.',
  answers: { 200: { means: 'Nothing.', body: z.null() } },
  permission: 'policy:read' as const,
  handle: async () => {
    throw failure;
  },
});

const ask = (text: string) =>
  new Request(`http://localhost/api/x?q=${encodeURIComponent(text)}`, {
    headers: {
      authorization,
      cookie: `a=${encodeURIComponent(text)}`,
      'x-request-id': text.replace(/[^\x20-\x7e]/g, ''),
      'x-else': text.replace(/[^\x20-\x7e]/g, ''),
    },
  });

/** Fails where a secret, or the longest part of it that stays one word wherever it is put, stands. */
function expectNone(text: string, where: string): void {
  for (const { kind, secret } of PLANTED) {
    const parts = secret.split(/[^\w.-]/).sort((a, b) => b.length - a.length);
    expect(text.includes(parts[0] ?? secret), `${kind} in ${where}`).toBe(false);
  }
}

describe.each(Object.entries(FAILURES))('%s that carries a secret', (_name, fail) => {
  test('shows it neither in the answer nor in the log', async () => {
    const before = written.length;
    const answers: string[] = [];
    for (const { text } of PLANTED) {
      const failure = await fail(text);
      for (const make of [route, stripeRoute]) {
        const response = await make(spec(failure))(ask(text), { params: Promise.resolve({}) });
        expect(response.status).toBeGreaterThanOrEqual(400);
        const answer = await response.text();
        expect(() => JSON.parse(answer)).not.toThrow();
        answers.push(answer, JSON.stringify([...response.headers]));
      }
      log.error(failure as Error, `failed at ${text}`);
      log.error({ failure, err: failure, headers: { authorization: text }, text });
    }
    const logged = written.slice(before).join('');
    expectNone(answers.join('\n'), 'the answer');
    expectNone(logged, 'the log');
    // The search finds what is there, and each line of the log is JSON.
    expect(logged.match(/"msg":"request"/g)?.length).toBe(2 * PLANTED.length);
    expect(logged).toContain('[redacted]');
    expect(() => expectNone(PLANTED.map(({ text }) => text).join(), 'nothing')).toThrow();
    for (const line of logged.split('\n').filter((one) => one.startsWith('{"level"'))) {
      expect(() => JSON.parse(line)).not.toThrow();
    }
  });
});

test('none shows in the audit, whoever writes it', async () => {
  const by = as('admin');
  for (const { text } of PLANTED) {
    const line = {
      action: 'template.update',
      subject: { kind: 'template', id: 'base' },
      reason: `Because of ${text}`,
      before: { note: text },
      after: { a: [{ note: text }] },
    };
    await db().$transaction(async (tx) => {
      const id = await writeAudit(tx, by, line);
      await writeOutcome(tx, id, { at: by.now, result: 'failed', detail: { message: text } });
      await writeAudits(tx, by, [line, { ...line, reason: text }]);
    });
  }
  const tables = await dump();
  expect(tables.audit_entry?.length).toBeGreaterThanOrEqual(PLANTED.length * 3);
  expectNone(
    [...(tables.audit_entry ?? []), ...(tables.audit_outcome ?? [])].join('\n'),
    'the audit',
  );
});

test('none shows in a metric', async () => {
  expectNone(await metrics('front').registry.metrics(), 'the metrics');
});

test('none shows in a trace, whoever made the span', async () => {
  const tracer = trace.getTracer('next.js');
  for (const { text } of PLANTED) {
    await inSpan(`job ${text}`, { fact: text }, async (say) => {
      say({ later: text });
      throw new Error(text);
    }).catch(() => undefined);
    tracer.startActiveSpan(`GET /${text}`, { attributes: { 'http.url': text } }, (span) => {
      span.setAttribute('http.target', text).setAttributes({ 'http.header': [text] });
      span.addEvent(text, { text });
      span.recordException(new Error(text));
      span.recordException(text);
      span.setStatus({ code: 2, message: text });
      span.updateName(`GET ${text}`);
      span.end();
    });
    const cut = tracer.startSpan('plain', {}, context.active());
    cut.setAttribute('authorization', 'planted by its name').end();
  }
  await stopTracing();
  const sent = receiver.text();
  expect(receiver.spans.length).toBeGreaterThanOrEqual(PLANTED.length * 3);
  expect(sent).toContain('exception.stacktrace');
  expectNone(sent, 'a trace');
  expect(sent).not.toContain('planted by its name');
});
