import { execFile } from 'node:child_process';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import Stripe from 'stripe';
import { projectRoot } from '../../scripts/lib/files';
import { demo, E2E_DATA_DIR } from '../support/demo';
import { setDropInStage } from '../support/drop-in';
import { asForm, sessionRequests } from '../support/emulator';
import type { Stage } from '../support/story';

const PATH = '/v1/account_sessions';
const SECRET = /^accs_secret__/;

let stage: Stage;

test.beforeAll(async () => {
  stage = await setDropInStage('Off the Shelf Ltd');
});
test.afterAll(() => stage.api.dispose());

test.describe('stripe-node', () => {
  const client = (token = demo().apiToken) => {
    const { hostname: host, port } = new URL(demo().url);
    return new Stripe(token, { host, port, protocol: 'http', telemetry: false });
  };

  /** What the SDK raises. */
  const raised = (call: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
    call.then(
      () => Promise.reject(new Error('This should have been refused.')),
      (error) => error,
    );

  test('gets a session with another base and key, cut down to the policy', async () => {
    const session = await client().accountSessions.create({
      account: stage.account,
      components: {
        payments: { enabled: true, features: { refund_management: true, capture_payments: true } },
        tax_settings: { enabled: true },
        documents: { enabled: false },
      },
    });
    expect(session.client_secret).toMatch(SECRET);
    expect(session.components.payments.features.refund_management).toBe(false);
    expect(session.components.tax_settings.enabled).toBe(false);
    const { headers, requestId, apiVersion } = session.lastResponse;
    expect(headers['x-switchyard-narrowed']).toBe('payments.refund_management, tax_settings');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-request-id']).toBe(requestId);
    expect(apiVersion).toBe('2026-10-28.endive');
    const sent = (await sessionRequests(stage.account)).at(-1);
    expect(sent?.params.components).toEqual(
      asForm({
        payments: { enabled: true, features: { refund_management: false, capture_payments: true } },
      }),
    );
  });

  test('raises the errors that its users know', async () => {
    const { accountSessions } = client();
    const { account } = stage;
    const { errors } = Stripe;
    const payments = { payments: { enabled: true } };
    const wrong = { payments: { enabled: true, features: { teleport: true } } };

    const unknown = await raised(accountSessions.create({ account, components: wrong as object }));
    expect(unknown).toBeInstanceOf(errors.StripeInvalidRequestError);
    expect(unknown).toMatchObject({
      code: 'parameter_unknown',
      param: 'components[payments][features][teleport]',
    });
    const missing = await raised(accountSessions.create({ account, components: {} }));
    expect(missing).toMatchObject({ code: 'parameter_missing', param: 'components' });

    const expanded = await raised(
      accountSessions.create({ account, components: payments, expand: ['account'] }),
    );
    expect(expanded).toBeInstanceOf(errors.StripeInvalidRequestError);
    expect(expanded.message).toBe('This property cannot be expanded (account).');

    const token = await raised(
      client('sw_never').accountSessions.create({ account, components: payments }),
    );
    expect(token).toBeInstanceOf(errors.StripeAuthenticationError);

    const nothing = await raised(
      accountSessions.create({ account, components: { tax_settings: { enabled: true } } }),
    );
    expect(nothing).toBeInstanceOf(errors.StripePermissionError);
    expect(nothing.code).toBe('no_component_enabled');

    const nobody = await raised(
      accountSessions.create({ account: 'acct_1Nobody', components: payments }),
    );
    expect(nobody).toBeInstanceOf(errors.StripePermissionError);
    expect(nobody.code).toBe('account_invalid');

    const elsewhere = await raised(client().customers.list());
    expect(elsewhere).toBeInstanceOf(errors.StripeInvalidRequestError);
    expect(elsewhere.message).toContain('send everything else to Stripe itself');
    for (const error of [unknown, missing, expanded, token, nothing, nobody, elsewhere]) {
      expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('may name the same account in Stripe-Account, and no other', async () => {
    const { account } = stage;
    const request = { account, components: { payments: { enabled: true } } };
    const same = await client().accountSessions.create(request, { stripeAccount: account });
    expect(same.client_secret).toMatch(SECRET);
    const options = { stripeAccount: 'acct_1Another' };
    const other = await raised(client().accountSessions.create(request, options));
    expect(other).toMatchObject({ statusCode: 400, param: 'account' });
  });

  test('raises an idempotency error for a key with other parameters, and repeats a key in use', async () => {
    const { accountSessions } = client();
    const { account } = stage;
    const idempotencyKey = `node-${Date.now()}`;
    const ask = (component: 'payments' | 'documents') =>
      accountSessions.create(
        { account, components: { [component]: { enabled: true } } },
        { idempotencyKey },
      );
    const both = await Promise.all([ask('payments'), ask('payments')]);
    expect(new Set(both.map(({ client_secret }) => client_secret)).size).toBe(2);
    expect(await raised(ask('documents'))).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });
});

test.describe('the Stripe CLI', () => {
  let relay: Server;
  let base: string;

  // The CLI takes no other base on this machine than http://127.0.0.1.
  test.beforeAll(async () => {
    const { hostname, port } = new URL(demo().url);
    relay = createServer((socket) => {
      const onward = connect(Number(port), hostname);
      socket.pipe(onward).pipe(socket);
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    const address = relay.address();
    base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  test.afterAll(() => relay.close());

  function stripe(...args: string[]): Promise<{ out: string; said: string }> {
    const bin = path.join(projectRoot, 'node_modules', '.bin', 'stripe');
    const key = `rk_switchyard_${demo().apiToken}`;
    const env = {
      ...process.env,
      STRIPE_CLI_TELEMETRY_OPTOUT: '1',
      XDG_CONFIG_HOME: path.join(E2E_DATA_DIR, 'stripe-cli'),
    };
    return new Promise((resolve) => {
      const all = [...args, '--api-base', base, '--api-key', key];
      execFile(bin, all, { env }, (_error, out, said) => resolve({ out, said }));
    });
  }

  test('mints, with its key and its base alone changed', async () => {
    const { out, said } = await stripe(
      ...['post', PATH, '-d', `account=${stage.account}`],
      ...['-d', 'components[payments][enabled]=true', '-i', `cli-${Date.now()}`],
    );
    const session = JSON.parse(out);
    expect(session, said).toMatchObject({ object: 'account_session', account: stage.account });
    expect(session.components.payments.features.refund_management).toBe(false);
  });

  test('shows errors as it shows Stripe’s', async () => {
    const { out } = await stripe('post', PATH, '-d', `account=${stage.account}`);
    expect(JSON.parse(out).error).toMatchObject({ code: 'parameter_missing', param: 'components' });
    expect(JSON.parse((await stripe('get', '/v1/accounts')).out).error.message).toContain(
      'Unrecognized request URL (GET: /v1/accounts)',
    );
  });
});
