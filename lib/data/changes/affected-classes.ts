import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import { type CeilingTraits, ceilingTraits } from '@/lib/domain/account-class';
import { type Effect, effectsOn } from '@/lib/domain/apply-edits';
import type { Cell } from '@/lib/domain/cells';
import type { Guardrail } from '@/lib/domain/governance';
import type { AffectedClass, ClassSide } from '@/lib/domain/impact';
import { templatesStandingOn } from '@/lib/domain/outcome';
import { isInForce } from '@/lib/domain/resolve';
import { assign } from '@/lib/domain/rules';
import type { DecidedSetting } from '@/lib/domain/settings';
import type { AccountState, OverrideState, World } from '@/lib/domain/state';
import type { Traits } from '@/lib/domain/traits';
import { ceilingColumns } from '../account-classes';
import { overridesByAccountSql } from '../override-sql';
import { guardKeySql } from './guard-key-sql';
import { assignedSql } from './reassign-by-rules';

/** A class with one of its accounts, to stand for it where a guardrail looks at accounts. */
export interface GuardedClass extends AffectedClass {
  example: string;
}

type Row = CeilingTraits & {
  before: string;
  after: string;
  overrides: ClassSide['overrides'] | null;
  accounts: number;
  example: string;
};

/** What the accounts of a change are worked out from. */
export interface Affecting {
  before: World;
  after: World;
  effects: readonly Effect[];
  /** The traits of the accounts that are edited themselves, as the mirror has them. */
  traits: ReadonlyMap<string, Traits>;
  at: Date;
}

function inForce(overrides: AccountState['overrides'], at: Date): ClassSide['overrides'] {
  return Object.fromEntries(
    (Object.entries(overrides) as [Cell, OverrideState][])
      .filter(([, override]) => isInForce(override, at))
      .map(([cell, { setting }]): [Cell, DecidedSetting] => [cell, setting]),
  );
}

/** The accounts that are edited themselves: each is a class of its own. */
function editedAccounts({ before, after, effects, traits, at }: Affecting): GuardedClass[] {
  return effectsOn(effects, 'account').map((effect) => {
    const { id } = effect.subject;
    const own = traits.get(id);
    if (!own) throw new Error(`No traits of ${id} were given.`);
    const side = ({ rules }: World, state: AccountState): ClassSide => ({
      template: assign(state.template, rules, { ...own, tags: state.tags }).template,
      overrides: inForce(state.overrides, at),
    });
    return {
      traits: ceilingTraits(own),
      accounts: 1,
      before: side(before, effect.before),
      after: side(after, effect.after),
      example: id,
    };
  });
}

/** All other accounts that stand on what the change touches, counted by what decides their policy. */
async function standingAccounts(
  tx: Db,
  { before, after, effects, at }: Affecting,
  guardrails: readonly Guardrail[],
): Promise<GuardedClass[]> {
  const ids = (kind: 'template' | 'account') =>
    effectsOn(effects, kind).map(({ subject }) => subject.id);
  const templates = templatesStandingOn(ids('template'), before.templates, after.templates);
  const moves = effectsOn(effects, 'rules').length > 0;
  const guards = effectsOn(effects, 'guardrails').length > 0;
  if (templates.length === 0 && !moves && !guards) return [];
  const now = moves ? assignedSql(after.rules) : Prisma.sql`template_key`;
  const some = guards
    ? Prisma.sql`TRUE`
    : Prisma.sql`(a.before <> a.after OR a.before = ANY(${templates}::text[])
        OR a.after = ANY(${templates}::text[]))`;
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    WITH o AS (${overridesByAccountSql(at)}), a AS (
      SELECT id, template_key AS before, ${now} AS after, ${ceilingColumns(Prisma.sql`account`)},
             ${guardKeySql(guardrails)} AS guard_key
      FROM account
      WHERE id <> ALL(${ids('account')}::text[])
    )
    SELECT a.before, a.after, "platformCollectsRequirements", "stripeBearsLosses", treasury,
           "cardIssuing", "detailsSubmitted", "manualPayouts", o.overrides,
           count(*)::int AS accounts, min(a.id) AS example
    FROM a LEFT JOIN o ON o.account_id = a.id
    WHERE ${some}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, a.guard_key`);
  return rows.map(({ before: from, after: to, overrides, accounts, example, ...traits }) => ({
    traits,
    accounts,
    before: { template: from, overrides: overrides ?? {} },
    after: { template: to, overrides: overrides ?? {} },
    example,
  }));
}

/**
 * The accounts that a change touches, by classes within which it does the same and every guardrail
 * sees the same. The answer grows with the number of classes, not of accounts.
 */
export async function affectedClasses(
  tx: Db,
  affecting: Affecting,
  guardrails: readonly Guardrail[],
): Promise<GuardedClass[]> {
  return [...editedAccounts(affecting), ...(await standingAccounts(tx, affecting, guardrails))];
}
