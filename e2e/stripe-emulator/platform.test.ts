import { describe, expect, it } from 'vitest';
import { platformId } from './platform';
import { exampleAccount, secretKey, testEmulator } from './test-support';

const emulator = testEmulator();

describe('the platform’s own account', () => {
  it('is the one of the key', async () => {
    const { lastResponse, ...account } = await emulator.stripe().accounts.retrieveCurrent();
    expect(account).toMatchObject({
      id: platformId,
      object: 'account',
      controller: { type: 'account' },
      settings: { dashboard: { display_name: 'Gantry Lane Marketplace' } },
      type: 'standard',
    });
    expect(account).not.toHaveProperty('metadata');
    expect(lastResponse.requestId).toMatch(/^req_/);
  });

  it('is found by its id, and is no connected account', async () => {
    const stripe = emulator.stripe();
    expect((await stripe.accounts.retrieve(platformId)).id).toBe(platformId);
    const { data } = await stripe.accounts.list({ limit: 100 });
    expect(data.map(({ id }) => id)).toContain(exampleAccount);
    expect(data.map(({ id }) => id)).not.toContain(platformId);
  });

  it('says which version it answers in', async () => {
    const asked = '2026-10-28.endive';
    const { headers } = await emulator.get('/v1/account', { 'Stripe-Version': asked });
    expect(headers.get('stripe-version')).toBe(asked);
  });

  it.each(['POST', 'DELETE'])('does not know %s', async (method) => {
    const { status, body } = await emulator.send(method, '/v1/account', undefined, {
      Authorization: `Bearer ${secretKey}`,
    });
    expect([status, body.error.type]).toEqual([404, 'invalid_request_error']);
  });

  it('refuses what it does not know', async () => {
    expect((await emulator.get('/v1/account?colour=blue')).status).toBe(400);
    expect((await emulator.send('GET', '/v1/account')).status).toBe(401);
  });
});
