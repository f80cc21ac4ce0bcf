import 'server-only';
import type Stripe from 'stripe';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { callStripe } from './call';
import { stripe } from './client';
import { isForeignAccount, isLostCursor } from './errors';

const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;

function nameOf(account: Stripe.Account): string {
  const { business_profile, settings, company, email, id } = account;
  const names = [business_profile?.name, settings?.dashboard.display_name, company?.name, email];
  const name = names.find((candidate) => candidate?.trim()) ?? id;
  const printable = name.replace(UNPRINTABLE, ' ').trim();
  return Array.from(printable).slice(0, 200).join('') || id;
}

/** Stripe's account as the facts that the mirror keeps. */
function factsOf(account: Stripe.Account): AccountFacts {
  const { controller } = account;
  return {
    id: account.id,
    name: nameOf(account),
    defaultCurrency: account.default_currency ?? null,
    createdAt: account.created === undefined ? null : new Date(account.created * 1000),
    traits: {
      email: account.email ?? null,
      country: account.country ?? null,
      dashboardType: controller?.stripe_dashboard?.type ?? null,
      lossesPayments: controller?.losses?.payments ?? null,
      requirementCollection: controller?.requirement_collection ?? null,
      feesPayer: controller?.fees?.payer ?? null,
      capabilities: { ...account.capabilities },
      detailsSubmitted: account.details_submitted,
      payoutInterval: account.settings?.payouts?.schedule.interval ?? null,
    },
  };
}

/** A connected account as Stripe has it now; null where Stripe knows none of that id for this key. */
export async function retrieveAccount(id: string, budgetMs: number): Promise<AccountFacts | null> {
  return callStripe(budgetMs, async (attempt) => {
    try {
      return factsOf(await stripe().accounts.retrieve(id, {}, attempt));
    } catch (error) {
      if (isForeignAccount(error)) return null;
      throw error;
    }
  });
}

const PAGE = 100;
const PAGE_BUDGET_MS = 20_000;

/** One page of Stripe's list of connected accounts, newest first. */
export interface AccountPage {
  accounts: AccountFacts[];
  hasMore: boolean;
}

/** Where a page begins: behind an account, or at those created until a moment. */
export type PageStart = { after?: string; createdUntil?: undefined } | { createdUntil: Date };

/**
 * A page of 100 connected accounts. `lost` where Stripe no longer knows the account to begin behind:
 * it left the platform since the page before.
 */
export async function listAccountPage(start: PageStart = {}): Promise<AccountPage | 'lost'> {
  const from = start.createdUntil
    ? { created: { lte: Math.floor(start.createdUntil.getTime() / 1000) } }
    : 'after' in start && start.after !== undefined && { starting_after: start.after };
  return callStripe(PAGE_BUDGET_MS, async (attempt) => {
    try {
      const page = await stripe().accounts.list({ limit: PAGE, ...from }, attempt);
      return { accounts: page.data.map(factsOf), hasMore: page.has_more };
    } catch (error) {
      if (isLostCursor(error)) return 'lost';
      throw error;
    }
  });
}
