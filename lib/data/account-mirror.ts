import 'server-only';
import { type Db, db } from '@/lib/db';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { assign } from '@/lib/domain/rule-match';
import type { Traits } from '@/lib/domain/traits';
import { keepTraits } from './account-traits';
import { asAppError } from './database-errors';
import { lockPolicy } from './policy-lock';
import { currentRules } from './template-rows';

async function save(tx: Db, facts: AccountFacts, at: Date): Promise<void> {
  await lockPolicy(tx, 'shared');
  // A row lock would miss an account that is not there yet; two saves of one account take turns.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${facts.id}, 0))`;
  const known = await tx.account.findUnique({
    where: { id: facts.id },
    select: { assignedTemplateKey: true, tags: true },
  });
  const traits: Traits = { ...facts.traits, tags: known?.tags ?? [] };
  const explicit = known?.assignedTemplateKey ?? null;
  const assigned = assign(explicit, await currentRules(tx), traits);
  const data = {
    name: facts.name,
    email: traits.email,
    country: traits.country,
    defaultCurrency: facts.defaultCurrency,
    dashboardType: traits.dashboardType,
    lossesPayments: traits.lossesPayments,
    requirementCollection: traits.requirementCollection,
    feesPayer: traits.feesPayer,
    capabilities: { ...traits.capabilities },
    detailsSubmitted: traits.detailsSubmitted,
    payoutInterval: traits.payoutInterval,
    stripeCreatedAt: facts.createdAt,
    syncedAt: at,
    disconnectedAt: null,
    templateKey: assigned.template,
    assignedBy: assigned.by,
  };
  await tx.account.upsert({
    where: { id: facts.id },
    // Postgres checks the row to create even where it then updates, so it must be whole.
    create: { id: facts.id, assignedTemplateKey: explicit, ...data },
    update: data,
  });
  await keepTraits(tx, facts.id, traits, at);
}

/**
 * Saves what Stripe says of an account into the mirror and works out which template it now has.
 * Policy is not touched: assignment, overrides and tags, which Stripe knows nothing of, stay. For
 * verbs only: it checks no permission.
 */
export async function saveAccount(facts: AccountFacts, at: Date): Promise<void> {
  try {
    await db().$transaction((tx) => save(tx, facts, at));
  } catch (error) {
    throw asAppError(error);
  }
}
