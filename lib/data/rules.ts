import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import { assign, tryRules } from '@/lib/domain/rule-match';
import type { RuleCount, RuleCounts, RulesView, RuleTrial } from '@/lib/domain/rule-views';
import type { Rule } from '@/lib/domain/rules';
import { requireAccountId, traitsOf } from './account-rows';
import { conditionSql } from './changes/reassign-by-rules';
import { verb } from './context';
import { countAll } from './count-all';
import { accountNotFound } from './policy-input';
import { originOf } from './revision-origin';
import { currentRules, rulesState } from './template-rows';

/** The assignment rules in force, with who decided them, when and why. */
export const getRules = verb('policy:read', async (): Promise<RulesView> => {
  const row = await db().rulesRevision.findFirstOrThrow({
    orderBy: { revision: 'desc' },
    include: { change: true },
  });
  return { ...rulesState(row), decided: originOf(row) };
});

/** SQL over `account` for the places, from 1 on, of the rules that it matches; 0 alone for none. */
function matchedSql(rules: readonly Rule[]): Prisma.Sql {
  if (rules.length === 0) return Prisma.sql`ARRAY[0]`;
  const places = rules.map(
    ({ when }, index) => Prisma.sql`CASE WHEN ${conditionSql(when)} THEN ${index + 1}::int END`,
  );
  const matched = Prisma.sql`array_remove(ARRAY[${Prisma.join(places)}], NULL)`;
  return Prisma.sql`coalesce(nullif(${matched}, '{}'), ARRAY[0])`;
}

interface Row extends Omit<RuleCount, 'earlier'> {
  place: number;
}

/**
 * How many accounts each rule in force matches, and what becomes of them. It reads every account
 * once, which takes a moment where there are very many.
 */
export const countRules = verb('policy:read', (): Promise<RuleCounts> => countAll(ruleCounts));

async function ruleCounts(tx: Db): Promise<RuleCounts> {
  const { revision, rules } = await currentRules(tx);
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    WITH matched AS (
      SELECT assigned_template_key IS NOT NULL AS explicit, ${matchedSql(rules)} AS places
      FROM account
    ), alike AS (
      SELECT explicit, places, count(*) AS accounts FROM matched GROUP BY 1, 2
    )
    SELECT place,
           sum(accounts)::int AS matching,
           coalesce(sum(accounts) FILTER (WHERE places[1] = place AND NOT explicit), 0)::int
             AS taking,
           coalesce(sum(accounts) FILTER (WHERE places[1] = place AND explicit), 0)::int
             AS explicit
    FROM alike, unnest(places) AS place
    GROUP BY place`);
  const at = new Map(rows.map(({ place, ...counts }) => [place, counts]));
  const none = { matching: 0, taking: 0, explicit: 0 };
  const all = [...at.values()];
  return {
    revision,
    accounts: all.reduce((sum, { taking, explicit }) => sum + taking + explicit, 0),
    explicit: all.reduce((sum, { explicit }) => sum + explicit, 0),
    rules: rules.map((_, index) => {
      const count = at.get(index + 1) ?? none;
      return { ...count, earlier: count.matching - count.taking - count.explicit };
    }),
    default: at.get(0) ?? none,
  };
}

/** What each rule in force says of an account, and what it has. Throws `account_not_found`. */
export const tryRulesOn = verb(
  'policy:read',
  async (_context, { account: id }: { account: string }): Promise<RuleTrial> => {
    requireAccountId(id);
    const [row, rules] = await Promise.all([
      db().account.findUnique({ where: { id } }),
      currentRules(db()),
    ]);
    if (!row) throw accountNotFound(id);
    const traits = traitsOf(row);
    return {
      account: { id, name: row.name },
      revision: rules.revision,
      ...assign(row.assignedTemplateKey, rules, traits),
      byRules: assign(null, rules, traits),
      rules: tryRules(rules.rules, traits),
    };
  },
);
