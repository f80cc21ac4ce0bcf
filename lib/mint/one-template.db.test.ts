import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { as, change, emulator, failure, importAccount, newTemplate } from '@/e2e/support/verbs';
import { getPolicyInput } from '@/lib/data/policy';
import type { Asked } from '@/lib/domain/asked';
import type { Feature } from '@/lib/domain/catalog';
import type { Send } from '@/lib/domain/policy';
import { predict } from '@/lib/domain/predict';
import { mintDropIn } from './drop-in';
import { mint } from './mint';
import { byMachine, CUSTOM, EXPRESS } from './testing/mints';

// Stripe's own demo platform decides in code, for each account that it retrieves, what to ask for.
// Here the same is one template, and the ceiling does what the demo's conditions do.

const STANDARD = 'acct_1N4iYL3H6JryvxmM';
const WITH_CARDS = 'acct_1MkBDldejttpY2L0';

const SIGN_IN = 'disable_stripe_user_authentication';
const PAYOUT_FEATURES = ['instant_payouts', 'standard_payouts', 'edit_payout_schedule'] as const;
const CARD_FEATURES = [
  'card_management',
  'cardholder_management',
  'card_spend_dispute_management',
  'spend_control_management',
] as const;

/** Per component, the features that the demo switches on. */
const EVERYWHERE: Record<string, readonly Feature[]> = {
  payments: [],
  balances: [...PAYOUT_FEATURES, SIGN_IN],
  payouts: [...PAYOUT_FEATURES, SIGN_IN],
  account_management: [SIGN_IN],
  account_onboarding: [SIGN_IN],
  notification_banner: [SIGN_IN],
  documents: [],
  tax_settings: [],
  tax_registrations: [],
};
/** The same of those that it adds where an account has cards and financial accounts. */
const WITH_CAPABILITIES: Record<string, readonly Feature[]> = {
  issuing_card: CARD_FEATURES,
  issuing_cards_list: [...CARD_FEATURES, SIGN_IN],
  financial_account: ['send_money', 'transfer_balance', SIGN_IN],
  financial_account_transactions: ['card_spend_dispute_management'],
};

/** What the demo asks for: on custom accounts, and on no others, without Stripe's sign-in. */
function demoRequest({ custom, cards }: { custom: boolean; cards: boolean }): Asked {
  const components = Object.entries({ ...EVERYWHERE, ...(cards && WITH_CAPABILITIES) });
  return Object.fromEntries(
    components.map(([name, features]) => [
      name,
      {
        enabled: true,
        features: Object.fromEntries(
          features.map((feature) => [feature, feature !== SIGN_IN || custom]),
        ),
      },
    ]),
  );
}

/** The same as settings of one template, for whatever account. */
const settings = Object.fromEntries(
  Object.entries({ ...EVERYWHERE, ...WITH_CAPABILITIES }).flatMap(([name, features]) => [
    [name, 'on' as const],
    ...features.map((feature) => [`${name}.${feature}`, 'on' as const]),
  ]),
);

let template: string;
beforeAll(async () => {
  template = await newTemplate(settings);
});

beforeEach(async () => {
  await emulator.reset();
});

/** The components of the last request that the emulator saw, as they were before form encoding. */
async function lastSent(): Promise<Send> {
  const request = (await emulator.sessionRequests()).at(-1);
  const text = JSON.stringify(request?.params.components);
  return JSON.parse(text.replaceAll('"true"', 'true').replaceAll('"false"', 'false'));
}

async function setUp(account: string) {
  await importAccount(account);
  await change([{ op: 'account.assign', account, template }]);
  await emulator.reset();
  const { traits } = await getPolicyInput(as('admin'), { account });
  /** What is on in a session of these components, defaults applied; what is not enabled is left out. */
  const effect = (send: Send) =>
    Object.fromEntries(Object.entries(predict(send, traits)).filter(([, { enabled }]) => enabled));
  return { effect };
}

describe.each([
  ['dashboard none, all on the platform', CUSTOM, { custom: true, cards: false }],
  ['the same with cards and financial accounts', WITH_CARDS, { custom: true, cards: true }],
  ['the Express dashboard', EXPRESS, { custom: false, cards: false }],
  ['the full dashboard, all on Stripe', STANDARD, { custom: false, cards: false }],
])('an account with %s', (_name, account, kind) => {
  const components = demoRequest(kind);

  test('gets by the one template what the demo asks for in code', async () => {
    const { effect } = await setUp(account);
    await mint(byMachine(), { account });
    expect(effect(await lastSent())).toEqual(effect(components as Send));
  });

  test('gets it too where the demo’s own request is sent to the drop-in endpoint', async () => {
    const { effect } = await setUp(account);
    const { cut } = await mintDropIn(byMachine(), { account, components, strict: true, key: null });
    expect(cut).toEqual([]);
    expect(effect(await lastSent())).toEqual(effect(components as Send));
  });
});

test('payment method settings beside it: refused in the demo’s form on custom accounts, minted from the template', async () => {
  await setUp(CUSTOM);
  const settings: Asked = { payment_method_settings: { enabled: true, features: {} } };
  const components = { ...demoRequest({ custom: true, cards: false }), ...settings };
  const request = { account: CUSTOM, components, strict: false, key: null };
  expect(await failure(mintDropIn(byMachine(), request))).toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('must be the same'),
  });
  const set = {
    payment_method_settings: 'on',
    [`payment_method_settings.${SIGN_IN}`]: 'on',
  };
  await change([{ op: 'account.override', account: CUSTOM, set }]);
  const session = await mint(byMachine(), { account: CUSTOM });
  expect(session.components.payment_method_settings.features[SIGN_IN]).toBe(true);
});
