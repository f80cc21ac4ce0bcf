import { describe, expect, it } from 'vitest';
import { enable, exampleAccount, feature, testEmulator } from './test-support';

const emulator = testEmulator();
const path = '/v1/account_sessions';
const bank = 'external_account_collection';
const mint = (account: string, ...parts: string[]) =>
  emulator.post(path, [`account=${account}`, ...parts].join('&'));

describe('parameters', () => {
  const any = enable('payments');
  it.each([
    ['', 'parameter_missing', 'account'],
    [any, 'parameter_missing', 'account'],
    [`account=${exampleAccount}`, 'parameter_missing', 'components'],
    [
      `account=${exampleAccount}&components[payments][features][refund_management]=true`,
      'parameter_missing',
      'components[payments][enabled]',
    ],
    [`account=${exampleAccount}&colour=red&${any}`, 'parameter_unknown', 'colour'],
    [
      `account=${exampleAccount}&components[teapot][enabled]=true`,
      'parameter_unknown',
      'components[teapot]',
    ],
    [
      `account=${exampleAccount}&${any}&components[payments][size]=1`,
      'parameter_unknown',
      'components[payments][size]',
    ],
    [
      `account=${exampleAccount}&${any}&${feature('account_onboarding', 'x', true)}`,
      'parameter_unknown',
      'components[account_onboarding][features][x]',
    ],
    [
      `account=${exampleAccount}&${any}&${feature('documents', bank, true)}`,
      'parameter_unknown',
      `components[documents][features][${bank}]`,
    ],
    [
      `account=${exampleAccount}&${any}&${feature('financial_account', 'money_movement', true)}`,
      'parameter_unknown',
      'components[financial_account][features][money_movement]',
    ],
    [
      `account=${exampleAccount}&${any}&components[__proto__][enabled]=true`,
      'parameter_unknown',
      'components[__proto__]',
    ],
    [
      `account=${exampleAccount}&${any}&components[constructor][enabled]=true`,
      'parameter_unknown',
      'components[constructor]',
    ],
    [
      `account=${exampleAccount}&${any}&components[payments][features][toString]=true`,
      'parameter_unknown',
      'components[payments][features][toString]',
    ],
    [`account=${exampleAccount}&__proto__[polluted]=1&${any}`, 'parameter_unknown', '__proto__'],
    [
      `account=${exampleAccount}&${any}&deep${'[x]'.repeat(400)}=1`,
      'parameter_unknown',
      `deep${'[x]'.repeat(400)}`,
    ],
    [`account=${exampleAccount}&${any}&a[b=1`, 'parameter_unknown', 'a[b'],
    [`account=${exampleAccount}&components[][enabled]=true`, 'parameter_unknown', 'components[]'],
    [
      `account=${exampleAccount}&components[payments][enabled]=yes`,
      undefined,
      'components[payments][enabled]',
    ],
    [
      `account=${exampleAccount}&components[payments][enabled]=True`,
      undefined,
      'components[payments][enabled]',
    ],
    [
      `account=${exampleAccount}&components[payments][enabled]=`,
      undefined,
      'components[payments][enabled]',
    ],
    [
      `account=${exampleAccount}&components[payments][enabled][on]=true`,
      undefined,
      'components[payments][enabled]',
    ],
    [
      `account=${exampleAccount}&${any}&${feature('payments', 'refund_management', '1')}`,
      undefined,
      'components[payments][features][refund_management]',
    ],
    [`account=${exampleAccount}&components=payments`, undefined, 'components'],
    [
      `account=${exampleAccount}&components=payments&${any}`,
      undefined,
      'components[payments][enabled]',
    ],
    [`account[]=${exampleAccount}&${any}`, undefined, 'account'],
    [`account=&${any}`, 'parameter_invalid_empty', 'account'],
  ])('%s is %s of %s', async (form, code, param) => {
    const { status, body } = await emulator.post(path, form);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ type: 'invalid_request_error', param });
    expect(body.error.code).toBe(code);
    expect((await emulator.control('GET', 'sessions')).body).toEqual({});
  });

  it('words errors as Stripe does', async () => {
    const message = async (...parts: string[]) =>
      (await mint(exampleAccount, ...parts)).body.error.message;
    expect(await message(any, feature('account_onboarding', 'x', true))).toBe(
      'Received unknown parameter: components[account_onboarding][features][x]',
    );
    expect(await message('b=1&a=1')).toBe('Received unknown parameters: b, a');
    expect(await message()).toBe('Missing required param: components.');
    expect(await message('components[payments][enabled]=x')).toBe('Invalid boolean: x');
  });

  it('takes a list to expand, as the SDK sends it, and has nothing that can be', async () => {
    const { accountSessions } = emulator.stripe();
    const request = { account: exampleAccount, components: { payments: { enabled: true } } };
    expect((await accountSessions.create({ ...request, expand: [] })).account).toBe(exampleAccount);
    const refused = await accountSessions
      .create({ ...request, expand: ['components.payments', 'account'] })
      .catch((error) => error);
    expect(refused).toMatchObject({
      statusCode: 400,
      rawType: 'invalid_request_error',
      message: 'This property cannot be expanded (components).',
    });
    expect([refused.code, refused.param]).toEqual([undefined, undefined]);
    const { body } = await mint(exampleAccount, any, 'expand=account');
    expect(body.error).toMatchObject({ message: 'Invalid array', param: 'expand' });
  });

  it('takes the last of a parameter sent twice', async () => {
    const { body } = await mint(
      'acct_nobody',
      `account=${exampleAccount}`,
      'components[payments][enabled]=false',
      any,
    );
    expect(body.account).toBe(exampleAccount);
    expect(body.components.payments.enabled).toBe(true);
  });

  it('sees nothing of an empty components hash, as the SDK encodes it', async () => {
    await expect(
      emulator.stripe().accountSessions.create({ account: exampleAccount, components: {} }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'parameter_missing', param: 'components' });
  });
});
