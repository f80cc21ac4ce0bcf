import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { as, change, emulator, failure, importAccount, newTemplate } from '@/e2e/support/verbs';
import { getPolicy } from '@/lib/data/policy';
import type { Asked } from '@/lib/domain/asked';
import type { Feature, PreviewComponent } from '@/lib/domain/catalog';
import type { Send } from '@/lib/domain/policy';
import { createAccountSession } from '@/lib/stripe/account-sessions';
import { mintDropIn } from './drop-in';
import { mint } from './mint';
import { byMachine, CUSTOM, EXPRESS } from './testing/mints';
import { optIn, optOut } from './testing/previews';

// Stripe's own demo platform decides in code, for each account that it retrieves, what to ask for.
// Here the same is one template, and the ceiling does what the demo's conditions do. Both are held
// against each other by what Stripe answers. They differ in two things, because Stripe would refuse
// what the demo asks for: sign-in in payment method settings on custom accounts, of which the demo says
// nothing, and cards where a capability is there but not active.

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

type Features = Readonly<Record<string, readonly Feature[]>>;

/** Per component, the features that the demo switches on. */
const EVERYWHERE: Features = {
  payments: [],
  balances: [...PAYOUT_FEATURES, SIGN_IN],
  payouts: [...PAYOUT_FEATURES, SIGN_IN],
  account_management: [SIGN_IN],
  account_onboarding: [SIGN_IN],
  payment_method_settings: [],
  notification_banner: [SIGN_IN],
  documents: [],
  tax_settings: [],
  tax_registrations: [],
};
/** The same of those that it adds where an account has cards and financial accounts. */
const WITH_CAPABILITIES: Features = {
  issuing_card: CARD_FEATURES,
  issuing_cards_list: [...CARD_FEATURES, SIGN_IN],
  financial_account: ['send_money', 'transfer_balance', SIGN_IN],
  financial_account_transactions: ['card_spend_dispute_management'],
};
/** Those of them that need Stripe's beta header. */
const PREVIEWS: readonly PreviewComponent[] = [
  'capital_financing',
  'capital_financing_application',
  'capital_financing_promotion',
  'tax_threshold_monitoring',
  'export_tax_transactions',
];

interface Kind {
  /** On custom accounts, and on no others, the demo asks for no sign-in with Stripe. */
  custom: boolean;
  cards: boolean;
  previews: boolean;
}

/** What the demo asks for, in its own form. */
function demoRequest({ custom, cards, previews }: Kind): Asked & Send {
  const components = Object.entries({ ...EVERYWHERE, ...(cards && WITH_CAPABILITIES) }).map(
    ([name, on]) => {
      const features = on.map((feature) => [feature, feature !== SIGN_IN || custom]);
      return [name, { enabled: true, features: Object.fromEntries(features) }];
    },
  );
  return Object.fromEntries([
    ...components,
    ...(previews ? PREVIEWS.map((name) => [name, { enabled: true, apps: [] }]) : []),
  ]);
}

/** The same, saying of sign-in in payment method settings what it says everywhere else. */
const agreeing = (kind: Kind): Asked & Send => ({
  ...demoRequest(kind),
  payment_method_settings: { enabled: true, features: { [SIGN_IN]: kind.custom } },
});

/** The same as settings of one template, for whatever account. */
const settings = (previews: boolean) => ({
  ...Object.fromEntries(
    Object.entries({ ...EVERYWHERE, ...WITH_CAPABILITIES }).flatMap(([name, features]) => [
      [name, 'on' as const],
      ...features.map((feature) => [`${name}.${feature}`, 'on' as const]),
    ]),
  ),
  [`payment_method_settings.${SIGN_IN}`]: 'on' as const,
  ...(previews && Object.fromEntries(PREVIEWS.map((name) => [name, 'on' as const]))),
});

beforeEach(() => emulator.reset());

async function setUp(account: string, template: string): Promise<void> {
  await importAccount(account);
  await change([{ op: 'account.assign', account, template }]);
}

/** What is on in a session as Stripe answers it, defaults and all. */
const effect = ({ components }: { components: object }) =>
  Object.fromEntries(Object.entries(components).filter(([, { enabled }]) => enabled));

/** A request that goes to Stripe just as it is, as the demo sends it. */
const bySending = async (account: string, components: Send) =>
  effect((await createAccountSession(account, components, 5_000)).session);

const byTemplate = async (account: string) => effect(await mint(byMachine(), { account }));

const dropIn = (account: string, components: Asked) =>
  mintDropIn(byMachine(), { account, components, strict: true, key: null });

/** Asserts that Stripe refuses a request as it is, and the drop-in endpoint in the same words. */
async function expectRefused(account: string, components: Asked & Send, words: string) {
  const atStripe = await failure(bySending(account, components));
  expect(atStripe).toMatchObject({ code: 'stripe_rejected' });
  expect(atStripe.message).toContain(words);
  const atDropIn = await failure(dropIn(account, components));
  expect(atDropIn).toMatchObject({ code: 'invalid_request' });
  expect(atDropIn.message).toContain(words);
}

describe.each([
  ['without previews', false],
  ['with previews, where the installation has opted in', true],
])('%s', (_name, previews) => {
  let template: string;
  beforeAll(async () => {
    if (previews) optIn([]);
    template = await newTemplate(settings(previews));
  });
  afterAll(optOut);

  describe.each([
    ['the Express dashboard', EXPRESS],
    ['the full dashboard, all on Stripe', STANDARD],
  ])('an account with %s', (_name, account) => {
    const demo = demoRequest({ custom: false, cards: false, previews });

    test('gets by the one template, and at the drop-in endpoint, just what the demo asks for', async () => {
      await setUp(account, template);
      const asked = await bySending(account, demo);
      expect(Object.keys(asked).sort()).toEqual(Object.keys(demo).sort());
      expect(await byTemplate(account)).toEqual(asked);
      const { session, cut } = await dropIn(account, demo);
      expect(cut).toEqual([]);
      expect(effect(session)).toEqual(asked);
    });
  });

  describe.each([
    ['all on the platform', CUSTOM, false],
    ['the same with cards and financial accounts', WITH_CARDS, true],
  ])('an account with dashboard none, %s', (_name, account, cards) => {
    const kind = { custom: true, cards, previews };

    test('gets what the demo asks for, but that payment method settings say of sign-in what all others say', async () => {
      await setUp(account, template);
      await expectRefused(account, demoRequest(kind), 'must be the same');
      const asked = await bySending(account, agreeing(kind));
      expect(Object.keys(asked).sort()).toEqual(Object.keys(demoRequest(kind)).sort());
      expect(await byTemplate(account)).toEqual(asked);
      const { session, cut } = await dropIn(account, agreeing(kind));
      expect(cut).toEqual([]);
      expect(effect(session)).toEqual(asked);
    });
  });
});

test('an account whose capabilities are pending gets all but the cards, where the demo asks for them and gets nothing', async () => {
  const capabilities = { card_issuing: 'pending', treasury: 'pending' };
  await emulator.patchAccount(WITH_CARDS, { capabilities });
  await setUp(WITH_CARDS, await newTemplate(settings(false)));
  const kind = { custom: true, previews: false };
  const demo = agreeing({ ...kind, cards: true });
  await expectRefused(WITH_CARDS, demo, 'capability is not active');
  const rest = await bySending(WITH_CARDS, agreeing({ ...kind, cards: false }));
  expect(await byTemplate(WITH_CARDS)).toEqual(rest);
  const { ceilings } = await getPolicy(as('support'), { account: WITH_CARDS });
  const lacking = ceilings.filter(({ code }) => code === 'capability_missing');
  expect(lacking.map(({ cell }) => cell)).toEqual(
    expect.arrayContaining(Object.keys(WITH_CAPABILITIES)),
  );
});
