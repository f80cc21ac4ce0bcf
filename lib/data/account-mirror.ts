import 'server-only';
import { type Db, db } from '@/lib/db';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { assign } from '@/lib/domain/rules';
import type { Traits } from '@/lib/domain/traits';
import { asAppError } from './database-errors';
import { lockPolicy } from './policy-lock';
import { currentRules } from './template-rows';

async function keepTraits(tx: Db, id: string, traits: Traits, at: Date): Promise<void> {
  const last = await tx.accountTraits.findFirst({
    where: { accountId: id },
    orderBy: { revision: 'desc' },
  });
  const same =
    last !== null && JSON.stringify(sorted(last.traits)) === JSON.stringify(sorted(traits));
  if (same) return;
  await tx.accountTraits.create({
    data: {
      accountId: id,
      revision: (last?.revision ?? 0) + 1,
      traits: JSON.parse(JSON.stringify(traits)),
      validFrom: at,
    },
  });
}

/** The same value with object keys in order, because jsonb keeps an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

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
 * Policy is not touched: assignment, overrides and tags stay. For verbs only: it checks no
 * permission.
 */
export async function saveAccount(facts: AccountFacts, at: Date): Promise<void> {
  try {
    await db().$transaction((tx) => save(tx, facts, at));
  } catch (error) {
    throw asAppError(error);
  }
}
