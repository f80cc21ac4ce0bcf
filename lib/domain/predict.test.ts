import { describe, expect, it } from 'vitest';
import { type Answer, driftOf, predict } from './predict';
import { resolve } from './resolve';
import { traitsOf, worldOf } from './testing/fixtures';
import { REFERENCE_ACCOUNT, REFERENCE_COMPONENTS } from './testing/reference-answer';
import { SHEET } from './testing/stripe-sheet';

describe('the account of Stripe’s reference example', () => {
  const traits = traitsOf('express', { capabilities: { card_payments: 'active' } });
  const policy = resolve({
    ...worldOf(traits, {
      account_onboarding: 'on',
      balances: 'on',
      payments: 'on',
      payouts: 'on',
    }),
    account: REFERENCE_ACCOUNT,
  });
  const answer = predict(policy.send, traits);

  it('is asked for no more than the four components', () => {
    expect(policy.send).toEqual({
      account_onboarding: { enabled: true },
      balances: { enabled: true },
      payments: { enabled: true },
      payouts: { enabled: true },
    });
  });

  it('gets every value of the example that both know', () => {
    const skipped: string[] = [];
    for (const [component, { enabled, features }] of Object.entries(REFERENCE_COMPONENTS)) {
      expect(answer[component]?.enabled, component).toBe(enabled);
      for (const [feature, value] of Object.entries(features)) {
        if (SHEET[component]?.features[feature] === undefined) {
          skipped.push(`${component}.${feature}`);
        } else {
          expect(answer[component]?.features[feature], `${component}.${feature}`).toBe(value);
        }
      }
    }
    expect(Object.keys(REFERENCE_COMPONENTS)).toHaveLength(15);
    expect(skipped).toEqual(['financial_account.money_movement']);
  });

  it('has the example’s values in the resolved policy as well', () => {
    for (const [component, { enabled, features }] of Object.entries(REFERENCE_COMPONENTS)) {
      const resolved = Object.entries(policy.components).find(([name]) => name === component)?.[1];
      expect(resolved?.enabled.value, component).toBe(enabled);
      for (const [feature, cell] of Object.entries(resolved?.features ?? {})) {
        const value = features[feature];
        if (value !== undefined) expect(cell.value, `${component}.${feature}`).toBe(value);
      }
    }
  });
});

describe('predict', () => {
  it('answers every component with all its features, whatever was sent', () => {
    const answer = predict({}, traitsOf('standard'));
    expect(Object.keys(answer).sort()).toEqual(Object.keys(SHEET).sort());
    for (const [component, { enabled, features }] of Object.entries(answer)) {
      expect(enabled).toBe(false);
      expect(Object.keys(features).sort()).toEqual(
        Object.keys(SHEET[component]?.features ?? {}).sort(),
      );
    }
  });

  it('lets defaults follow what was sent, and only on that component', () => {
    const answer = predict(
      {
        payouts: { enabled: true, features: { external_account_collection: false } },
        payments: { enabled: true, features: { dispute_management: false } },
      },
      traitsOf('custom'),
    );
    expect(answer.payouts?.features.disable_stripe_user_authentication).toBe(true);
    expect(answer.balances?.features.disable_stripe_user_authentication).toBe(false);
    expect(answer.payments?.features.smart_disputes_management).toBe(false);
    expect(answer.disputes_list?.features.smart_disputes_management).toBe(true);
  });
});

describe('drift', () => {
  const predicted: Answer = {
    documents: { enabled: false, features: {} },
    payments: { enabled: true, features: { refund_management: true, capture_payments: true } },
  };

  it('is none where the answer is as predicted, in whatever order', () => {
    const answered = {
      payments: { features: { capture_payments: true, refund_management: true }, enabled: true },
      documents: { features: {}, enabled: false },
    };
    expect(driftOf(predicted, answered)).toEqual([]);
  });

  it('names each cell that differs, is missing or is new', () => {
    const answered = {
      payments: { enabled: false, features: { refund_management: false, teleport: true } },
      holograms: { enabled: false, features: {} },
    };
    expect(driftOf(predicted, answered)).toEqual([
      { cell: 'documents', predicted: false, answered: null },
      { cell: 'holograms', predicted: null, answered: false },
      { cell: 'payments', predicted: true, answered: false },
      { cell: 'payments.capture_payments', predicted: true, answered: null },
      { cell: 'payments.refund_management', predicted: true, answered: false },
      { cell: 'payments.teleport', predicted: null, answered: true },
    ]);
  });

  it.each([[null], [undefined], ['components'], [7], [[]], [{}], [{ payments: null }]])(
    'is everything where the answer is %j, and nothing is thrown',
    (answered) => {
      expect(driftOf(predicted, answered)).toHaveLength(4);
    },
  );

  it('reads an answer of another shape as far as it goes', () => {
    const answered = {
      documents: { enabled: 'no', features: null },
      payments: { enabled: true, features: { refund_management: 1, capture_payments: true } },
    };
    expect(driftOf(predicted, answered)).toEqual([
      { cell: 'documents', predicted: false, answered: null },
      { cell: 'payments.refund_management', predicted: true, answered: null },
    ]);
  });
});
