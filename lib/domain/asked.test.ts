import { describe, expect, it } from 'vitest';
import { readAsked } from './asked';
import type { AppError } from './errors';
import type { FormTree } from './form-shape';

const refusal = (form: FormTree): AppError => {
  try {
    readAsked(form);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('This was taken.');
};

const ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';

describe('what is asked for', () => {
  it('is read as it stands', () => {
    const form = {
      account: ACCOUNT,
      components: {
        payments: { enabled: 'true', features: { refund_management: 'false' } },
        documents: { enabled: 'false' },
      },
    };
    expect(readAsked(form)).toEqual({
      account: ACCOUNT,
      components: {
        payments: { enabled: true, features: { refund_management: false } },
        documents: { enabled: false, features: {} },
      },
    });
  });

  const on = { enabled: 'true' };
  it.each<[name: string, form: FormTree, code: string | null, param: string, says: string]>([
    ['nothing', {}, 'parameter_missing', 'account', 'Missing required param: account.'],
    [
      'no components',
      { account: ACCOUNT },
      'parameter_missing',
      'components',
      'Missing required param: components.',
    ],
    [
      'no enabled',
      { account: ACCOUNT, components: { payments: { features: { refund_management: 'true' } } } },
      'parameter_missing',
      'components[payments][enabled]',
      'Missing required param: components[payments][enabled].',
    ],
    [
      'an unknown parameter, before all else',
      { expands: { 0: 'x' }, components: { payments: { enabled: 'maybe' } } },
      'parameter_unknown',
      'expands',
      'Received unknown parameter: expands',
    ],
    [
      'several unknown ones',
      {
        account: ACCOUNT,
        components: { capital_overview: on, payments: { ...on, features: { teleport: 'true' } } },
      },
      'parameter_unknown',
      'components[capital_overview]',
      'Received unknown parameters: components[capital_overview], components[payments][features][teleport]',
    ],
    [
      'a feature of another component',
      { account: ACCOUNT, components: { documents: { ...on, features: { teleport: 'true' } } } },
      'parameter_unknown',
      'components[documents][features][teleport]',
      'Received unknown parameter: components[documents][features][teleport]',
    ],
    [
      'no boolean',
      { account: ACCOUNT, components: { payments: { enabled: 'yes' } } },
      null,
      'components[payments][enabled]',
      'Invalid boolean: yes',
    ],
    [
      'a hash for a boolean',
      { account: ACCOUNT, components: { payments: { enabled: { 0: 'true' } } } },
      null,
      'components[payments][enabled]',
      'Invalid boolean: a hash',
    ],
    [
      'text for a hash',
      { account: ACCOUNT, components: 'payments' },
      null,
      'components',
      'Invalid object',
    ],
    [
      'an empty account',
      { account: '', components: { payments: on } },
      'parameter_invalid_empty',
      'account',
      "You passed an empty string for 'account'.",
    ],
    [
      'text for a list to expand',
      { account: ACCOUNT, components: { payments: on }, expand: 'account' },
      null,
      'expand',
      'Invalid array',
    ],
    [
      'an empty text to expand',
      { account: ACCOUNT, components: { payments: on }, expand: { 0: '' } },
      null,
      'expand[0]',
      'Invalid string: ',
    ],
    [
      'a hash to expand',
      { account: ACCOUNT, components: { payments: on }, expand: { 0: { a: 'account' } } },
      null,
      'expand[0]',
      'Invalid string: a hash',
    ],
  ])('%s is refused as Stripe refuses it', (_name, form, code, param, says) => {
    const error = refusal(form);
    expect(error).toMatchObject({
      code: 'invalid_request',
      members: { stripe: { type: 'invalid_request_error', code, param } },
    });
    expect(error.message).toContain(says);
  });

  it('may name a list to expand, of which an AccountSession can expand nothing', () => {
    const form = { account: ACCOUNT, components: { payments: on } };
    const asked = readAsked(form);
    expect(readAsked({ ...form, expand: {} })).toEqual(asked);
    expect(readAsked({ ...form, expand: '' })).toEqual(asked);
    for (const [expand, part] of [
      [{ 0: 'account' }, 'account'],
      [{ 0: 'components.payments', 1: 'account' }, 'components'],
      [{ 0: 'x'.repeat(5_000) }, `${'x'.repeat(100)}…`],
    ] as const) {
      expect(refusal({ ...form, expand })).toMatchObject({
        code: 'invalid_request',
        message: `This property cannot be expanded (${part}).`,
        members: { stripe: { type: 'invalid_request_error', code: null, param: null } },
      });
    }
  });

  it('is no account where the id can be none', () => {
    for (const account of ['acct_', 'cus_1', '../acct_1', 'x'.repeat(10_000)]) {
      const error = refusal({ account, components: { payments: on } });
      expect(error.code).toBe('account_not_found');
      expect(error.message.length).toBeLessThan(200);
    }
  });

  it('is not echoed at length', () => {
    const components = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`x${index}${'y'.repeat(200)}`, on]),
    );
    expect(refusal({ account: ACCOUNT, components }).message.length).toBeLessThan(1_500);
  });
});
