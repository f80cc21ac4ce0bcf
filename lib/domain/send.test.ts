import { describe, expect, it } from 'vitest';
import { AppError } from './errors';
import type { Send } from './policy';
import { narrow } from './send';

const SEND: Send = {
  payments: { enabled: true, features: { refund_management: false } },
  payouts: { enabled: true },
};

function refusal(send: Send, wanted: readonly string[] | undefined): AppError {
  try {
    narrow(send, wanted);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('narrow', () => {
  it('sends all of the policy when no components are named', () => {
    expect(narrow(SEND, undefined)).toEqual(SEND);
  });

  it('keeps the features of the components that are named, in whatever order', () => {
    expect(narrow(SEND, ['payments'])).toEqual({
      payments: { enabled: true, features: { refund_management: false } },
    });
    expect(narrow(SEND, ['payouts', 'payments'])).toEqual(SEND);
  });

  it.each([
    ['unknown', ['payments', 'holograms'], [1], 'holograms'],
    ['in other letters', ['Payments'], [0], 'Payments'],
    ['of an object’s own machinery', ['__proto__', 'constructor'], [0, 1], '__proto__'],
    ['empty', [''], [0], '""'],
    ['a feature', ['payments.refund_management'], [0], 'payments.refund_management'],
    ['only known from the reference page', ['financial_account.money_movement'], [0], 'money'],
    ['there twice', ['payments', 'payouts', 'payments'], [2], 'twice'],
    ['there three times', ['payouts', 'payouts', 'payouts'], [1, 2], 'twice'],
  ])('refuses a name that is %s and points at it', (_, wanted, places, text) => {
    const error = refusal(SEND, wanted);
    expect(error.code).toBe('invalid_request');
    expect(error.errors?.map(({ pointer }) => pointer)).toEqual(
      places.map((place) => `/components/${place}`),
    );
    expect(error.message).toBe(error.errors?.[0]?.message);
    expect(error.message).toContain(text);
  });

  it('names every component that the policy switches off, and none that it allows', () => {
    const error = refusal(SEND, ['payments', 'documents', 'tax_settings']);
    expect(error.code).toBe('component_not_allowed');
    expect(error.members).toEqual({ components: ['documents', 'tax_settings'] });
    expect(error.message).toContain('documents, tax_settings');
    expect(error.message).not.toContain('payments');
  });

  it('calls a bad name bad even beside one that is switched off', () => {
    expect(refusal(SEND, ['documents', 'holograms']).code).toBe('invalid_request');
  });

  it('refuses a policy that enables nothing, since an empty request would not arrive', () => {
    const error = refusal({}, undefined);
    expect(error.code).toBe('no_component_enabled');
    expect(error.message).toMatch(/enables no component.+\.$/);
  });

  it('refuses to narrow down to nothing', () => {
    expect(refusal(SEND, []).code).toBe('invalid_request');
  });

  it('leaves what it was given alone', () => {
    const before = structuredClone(SEND);
    narrow(SEND, ['payments']);
    refusal(SEND, ['documents']);
    expect(SEND).toEqual(before);
  });
});
