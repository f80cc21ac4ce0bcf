import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { changedTraits, type TraitsChange } from '@/lib/domain/account-news';
import { showsConnected } from '@/lib/domain/connection-news';
import { assign } from '@/lib/domain/rule-match';
import type { Rules } from '@/lib/domain/rules';
import type { Traits } from '@/lib/domain/traits';
import { traitsOf } from '../account-rows';
import { keepAllTraits } from '../account-traits';
import type { Account } from '../generated/client';
import { lockPolicy } from '../policy-lock';
import { currentRules } from '../template-rows';
import { tellNews } from './tell-news';

/** When Stripe was asked, and for which request what it says is kept. */
export interface Saving {
  /** The moment just before Stripe was asked: what it says held then or later. */
  askedAt: Date;
  requestId: string;
  now: Date;
}

/** How many accounts were saved, and of these how many are new or differ. */
export interface Saved {
  accounts: number;
  added: number;
  changed: number;
}

/** An account as it is about to be saved, beside how it was. */
export interface SavedAccount {
  facts: AccountFacts;
  traits: Traits;
  before: Account | null;
  assigned: ReturnType<typeof assign>;
  disconnectedAt: Date | null;
  news: TraitsChange | null;
}

/**
 * Takes turns with whoever saves one of these accounts. A row lock would miss an account that is not
 * there yet. One order for all, so that two pages cannot wait for one another.
 */
export async function takeTurns(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(turn) FROM (
      SELECT DISTINCT hashtextextended(id, 0) AS turn FROM unnest(${ids}::text[]) AS id ORDER BY 1
    ) AS turns`;
}

function planned(
  facts: AccountFacts,
  before: Account | null,
  rules: Rules,
  askedAt: Date,
): SavedAccount | null {
  // Somebody asked Stripe later than this and has saved what it said.
  if (before && before.syncedAt > askedAt) return null;
  const traits: Traits = { ...facts.traits, tags: before?.tags ?? [] };
  return {
    facts,
    traits,
    before,
    assigned: assign(before?.assignedTemplateKey ?? null, rules, traits),
    disconnectedAt: before && !showsConnected(before, askedAt) ? before.disconnectedAt : null,
    news: before && changedTraits(traitsOf(before), traits),
  };
}

const rowOf = ({ facts, traits, before, assigned, disconnectedAt }: SavedAccount, at: Date) => ({
  id: facts.id,
  name: facts.name,
  email: traits.email,
  country: traits.country,
  default_currency: facts.defaultCurrency,
  dashboard_type: traits.dashboardType,
  losses_payments: traits.lossesPayments,
  requirement_collection: traits.requirementCollection,
  fees_payer: traits.feesPayer,
  capabilities: traits.capabilities,
  details_submitted: traits.detailsSubmitted,
  payout_interval: traits.payoutInterval,
  stripe_created_at: facts.createdAt,
  synced_at: at,
  disconnected_at: disconnectedAt,
  disconnection_seen_at: disconnectedAt && before?.disconnectionSeenAt,
  // Postgres checks the row to create even where it then updates, so it must be whole.
  assigned_template_key: before?.assignedTemplateKey ?? null,
  template_key: assigned.template,
  assigned_by: assigned.by,
});

const COLUMNS = Prisma.raw(
  `id, name, email, country, default_currency, dashboard_type, losses_payments,
   requirement_collection, fees_payer, capabilities, details_submitted, payout_interval,
   stripe_created_at, synced_at, disconnected_at, disconnection_seen_at, assigned_template_key,
   template_key, assigned_by`,
);

async function store(tx: Db, accounts: readonly SavedAccount[], at: Date): Promise<void> {
  const rows = JSON.stringify(accounts.map((account) => rowOf(account, at)));
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO account (${COLUMNS}, tags)
    SELECT ${COLUMNS}, '{}' FROM jsonb_populate_recordset(NULL::account, ${rows}::jsonb)
    ON CONFLICT (id) DO UPDATE SET
      name = EXCLUDED.name, email = EXCLUDED.email, country = EXCLUDED.country,
      default_currency = EXCLUDED.default_currency, dashboard_type = EXCLUDED.dashboard_type,
      losses_payments = EXCLUDED.losses_payments,
      requirement_collection = EXCLUDED.requirement_collection, fees_payer = EXCLUDED.fees_payer,
      capabilities = EXCLUDED.capabilities, details_submitted = EXCLUDED.details_submitted,
      payout_interval = EXCLUDED.payout_interval, stripe_created_at = EXCLUDED.stripe_created_at,
      synced_at = EXCLUDED.synced_at, disconnected_at = EXCLUDED.disconnected_at,
      disconnection_seen_at = EXCLUDED.disconnection_seen_at,
      template_key = EXCLUDED.template_key, assigned_by = EXCLUDED.assigned_by`);
}

const differs = ({ facts, before, news, disconnectedAt }: SavedAccount): boolean =>
  before !== null &&
  (news !== null ||
    before.name !== facts.name ||
    before.defaultCurrency !== facts.defaultCurrency ||
    (before.disconnectedAt !== null && disconnectedAt === null));

/**
 * Saves what Stripe says of some accounts, in the caller's transaction and with as many statements
 * for a hundred as for one. What is known from a later question to Stripe stays; a disconnected
 * account is connected again where Stripe was asked after its disconnection was heard of. Traits that
 * differ go into the history and, with the cells that they turn, into the audit.
 */
export async function saveAccountsIn(
  tx: Db,
  page: readonly AccountFacts[],
  saving: Saving,
): Promise<Saved> {
  const byId = new Map(page.map((facts) => [facts.id, facts]));
  if (byId.size === 0) return { accounts: 0, added: 0, changed: 0 };
  const ids = [...byId.keys()];
  await lockPolicy(tx, 'shared');
  await takeTurns(tx, ids);
  const known = await tx.account.findMany({ where: { id: { in: ids } } });
  const before = new Map(known.map((row) => [row.id, row]));
  const rules = await currentRules(tx);
  const accounts = [...byId.values()].flatMap(
    (facts) => planned(facts, before.get(facts.id) ?? null, rules, saving.askedAt) ?? [],
  );
  if (accounts.length > 0) {
    await store(tx, accounts, saving.askedAt);
    await keepAllTraits(
      tx,
      accounts.map(({ facts, traits }) => ({ id: facts.id, traits })),
      saving.askedAt,
    );
    await tellNews(tx, accounts, saving);
  }
  return {
    accounts: accounts.length,
    added: accounts.filter((account) => account.before === null).length,
    changed: accounts.filter(differs).length,
  };
}
