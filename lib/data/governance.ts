import 'server-only';
import { db } from '@/lib/db';
import { approvalRules, guardrails } from '@/lib/domain/governance';
import { type Breach, breachesOfTemplates } from '@/lib/domain/guardrails';
import type { ApprovalsView, GuardrailCounts, GuardrailsView } from '@/lib/domain/rule-views';
import { guardedClasses } from './changes/affected-classes';
import { loadAccounts, loadWorldOf } from './changes/load-world';
import { breachesOf } from './changes/weigh';
import { verb } from './context';
import { countAll } from './count-all';
import type { GovernanceKind } from './generated/client';
import { originOf } from './revision-origin';

function inForce(kind: GovernanceKind) {
  return db().governanceRevision.findFirstOrThrow({
    where: { kind },
    orderBy: { revision: 'desc' },
    include: { change: true },
  });
}

/** The approval rules in force, with who decided them, when and why. */
export const getApprovals = verb('policy:read', async (): Promise<ApprovalsView> => {
  const row = await inForce('approvals');
  const rules = approvalRules.parse(row.content);
  return { revision: row.revision, rules, decided: originOf(row) };
});

/** The guardrails in force, with who decided them, when and why. */
export const getGuardrails = verb('policy:read', async (): Promise<GuardrailsView> => {
  const row = await inForce('guardrails');
  const all = guardrails.parse(row.content);
  return { revision: row.revision, guardrails: all, decided: originOf(row) };
});

type Tally = Map<string, { templates: number; accounts: number }>;

/** Counts so many more templates or accounts for each of these guardrails, once each. */
function add(tally: Tally, breaches: readonly Breach[], of: 'templates' | 'accounts', so: number) {
  for (const name of new Set(breaches.map(({ guardrail }) => guardrail))) {
    const count = tally.get(name);
    if (count) count[of] += so;
  }
}

/**
 * How many templates and accounts each guardrail does not hold for now. No change can break one, but
 * what Stripe says of an account can, and an override that expires. It asks one account of each
 * class within which no guardrail can tell accounts apart.
 */
export const countBreaches = verb(
  'policy:read',
  ({ now }): Promise<GuardrailCounts> =>
    countAll(async (tx) => {
      const world = await loadWorldOf(tx, []);
      const { revision, guardrails: rails } = world.guardrails;
      const tally: Tally = new Map(rails.map(({ name }) => [name, { templates: 0, accounts: 0 }]));
      add(tally, breachesOfTemplates(world.templates, rails), 'templates', 1);
      const classes = rails.some(({ of }) => 'accounts' in of)
        ? await guardedClasses(tx, rails, now)
        : [];
      const ids = classes.map(({ example }) => example);
      const { examples } = await loadAccounts(tx, ids);
      for (const one of classes) {
        const example = examples.get(one.example);
        if (!example) continue;
        add(tally, breachesOf(world, one, one.before, example, now), 'accounts', one.accounts);
      }
      const broken = [...tally].map(([guardrail, count]) => ({ guardrail, ...count }));
      return { revision, broken };
    }),
);
