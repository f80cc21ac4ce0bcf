import { describe, expect, it } from 'vitest';
import { seedAccounts } from './seed-accounts';
import { exampleAccount, testEmulator } from './test-support';

const emulator = testEmulator();

describe('retrieving', () => {
  it('answers the account', async () => {
    const account = await emulator.stripe().accounts.retrieve(exampleAccount);
    expect(account).toMatchObject({ id: exampleAccount, object: 'account', country: 'US' });
    expect(account.requirements?.currently_due).toEqual([]);
  });

  it('answers 403 for one that is unknown or revoked', async () => {
    const stripe = emulator.stripe();
    await emulator.control('DELETE', `accounts/${exampleAccount}`);
    for (const id of ['acct_nobody', exampleAccount]) {
      await expect(stripe.accounts.retrieve(id)).rejects.toMatchObject({
        statusCode: 403,
        code: 'account_invalid',
      });
    }
  });

  it('knows no parameters', async () => {
    const { status, body } = await emulator.get(`/v1/accounts/${exampleAccount}?expand[]=owner`);
    expect(status).toBe(400);
    expect(body.error.code).toBe('parameter_unknown');
  });
});

describe('listing', () => {
  const newestFirst = seedAccounts()
    .map(({ id }) => id)
    .reverse();
  const ids = (list: { data: { id: string }[] }) => list.data.map(({ id }) => id);

  it('gives ten, newest first', async () => {
    const list = await emulator.stripe().accounts.list();
    expect(list).toMatchObject({ object: 'list', url: '/v1/accounts', has_more: true });
    expect(ids(list)).toEqual(newestFirst.slice(0, 10));
  });

  it('pages forwards to the end', async () => {
    const all: string[] = [];
    for await (const { id } of emulator.stripe().accounts.list({ limit: 7 })) all.push(id);
    expect(all).toEqual(newestFirst);
  });

  it('pages backwards', async () => {
    const stripe = emulator.stripe();
    const page = await stripe.accounts.list({ limit: 5, ending_before: newestFirst[12] });
    expect(ids(page)).toEqual(newestFirst.slice(7, 12));
    expect(page.has_more).toBe(true);
    const first = await stripe.accounts.list({ limit: 5, ending_before: newestFirst[3] });
    expect(ids(first)).toEqual(newestFirst.slice(0, 3));
    expect(first.has_more).toBe(false);
  });

  it('says so at the very end', async () => {
    const count = newestFirst.length;
    const stripe = emulator.stripe();
    const exact = await stripe.accounts.list({ limit: count });
    expect([exact.has_more, exact.data.length]).toEqual([false, count]);
    const short = await stripe.accounts.list({ limit: count - 1 });
    expect(short.has_more).toBe(true);
    const beyond = await stripe.accounts.list({ starting_after: newestFirst.at(-1) });
    expect([beyond.has_more, beyond.data.length]).toEqual([false, 0]);
  });

  it.each([
    ['limit=0', 'limit', 'parameter_invalid_integer'],
    ['limit=101', 'limit', 'parameter_invalid_integer'],
    ['limit=ten', 'limit', 'parameter_invalid_integer'],
    ['limit=', 'limit', 'parameter_invalid_empty'],
    ['limit[x]=1', 'limit', undefined],
    ['starting_after=acct_nobody', 'starting_after', 'resource_missing'],
    ['ending_before=acct_nobody', 'ending_before', 'resource_missing'],
    [
      `starting_after=${exampleAccount}&ending_before=${exampleAccount}`,
      'ending_before',
      undefined,
    ],
    ['colour=red', 'colour', 'parameter_unknown'],
  ])('refuses %s', async (query, param, code) => {
    const { status, body } = await emulator.get(`/v1/accounts?${query}`);
    expect(status).toBe(400);
    expect(body.error.param).toBe(param);
    expect(body.error.code).toBe(code);
  });
});

describe('creating', () => {
  it('makes an account from a controller', async () => {
    const stripe = emulator.stripe();
    const account = await stripe.accounts.create({
      country: 'DE',
      email: 'hello@otter-press.example',
      business_profile: { name: 'Otter Press', url: 'https://otter-press.example' },
      capabilities: { card_payments: { requested: true }, transfers: { requested: false } },
      controller: {
        fees: { payer: 'application' },
        losses: { payments: 'application' },
        requirement_collection: 'application',
        stripe_dashboard: { type: 'none' },
      },
      metadata: { tier: 'gold', gone: '' },
    });
    expect(account).toMatchObject({
      object: 'account',
      type: 'none',
      country: 'DE',
      default_currency: 'eur',
      email: 'hello@otter-press.example',
      business_profile: { name: 'Otter Press', url: 'https://otter-press.example' },
      capabilities: { card_payments: 'inactive' },
      charges_enabled: false,
      details_submitted: false,
      payouts_enabled: false,
      controller: {
        type: 'application',
        is_controller: true,
        fees: { payer: 'application' },
        losses: { payments: 'application' },
        requirement_collection: 'application',
        stripe_dashboard: { type: 'none' },
      },
      settings: {
        dashboard: { display_name: 'Otter Press', timezone: 'Europe/Berlin' },
        payouts: { schedule: { interval: 'daily', delay_days: 3 } },
      },
      metadata: { tier: 'gold' },
    });
    expect(account.id).toMatch(/^acct_[0-9A-Za-z]{16}$/);
    expect(account.capabilities).not.toHaveProperty('transfers');
    expect(account.metadata).not.toHaveProperty('gone');
    expect((await stripe.accounts.list({ limit: 1 })).data[0]?.id).toBe(account.id);
    const session = await stripe.accountSessions.create({
      account: account.id,
      components: { account_onboarding: { enabled: true } },
    });
    expect(session.account).toBe(account.id);
  });

  it.each([
    ['custom', 'none', 'application', 'application'],
    ['express', 'express', 'application', 'stripe'],
    ['standard', 'full', 'stripe', 'stripe'],
  ] as const)('knows the legacy type %s', async (type, dashboard, losses, requirements) => {
    const { controller, ...account } = await emulator.stripe().accounts.create({ type });
    expect(account.type).toBe(type);
    expect(controller?.stripe_dashboard?.type).toBe(dashboard);
    expect(controller?.losses?.payments).toBe(losses);
    expect(controller?.requirement_collection).toBe(requirements);
  });

  it('falls back on the defaults of Stripe', async () => {
    const { controller, country } = await emulator.stripe().accounts.create();
    expect(country).toBe('US');
    expect(controller).toMatchObject({
      fees: { payer: 'account' },
      losses: { payments: 'stripe' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: 'full' },
    });
  });

  it.each([
    ['type=platform', 'type'],
    ['type=custom&controller[losses][payments]=stripe', 'type'],
    ['controller[losses][payments]=nobody', 'controller[losses][payments]'],
    [
      'controller[stripe_dashboard][type]=none&controller[losses][payments]=application',
      'controller[losses][payments]',
    ],
    ['country=ZZ', 'country'],
    ['email=nonsense', 'email'],
    ['email=', 'email'],
    ['capabilities[teleport][requested]=true', 'capabilities[teleport]'],
    ['capabilities[transfers][requested]=1', 'capabilities[transfers][requested]'],
    ['metadata[a][b]=1', 'metadata[a]'],
    ['metadata=1', 'metadata'],
    ['colour=red', 'colour'],
  ])('refuses %s', async (form, param) => {
    const { status, body } = await emulator.post('/v1/accounts', form);
    expect(status).toBe(400);
    expect(body.error.param).toBe(param);
    const list = await emulator.get('/v1/accounts?limit=100');
    expect(list.body.data).toHaveLength(seedAccounts().length);
  });
});
