import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import { ceilingTraits } from '@/lib/domain/account-class';
import { LIMITING_CLASSES, type LimitingTraits } from '@/lib/domain/alone';
import { effectsOn } from '@/lib/domain/apply-edits';
import type { Cell } from '@/lib/domain/cells';
import { type AffectedClass, type ClassSide, cellsAtStake } from '@/lib/domain/fates';
import type { Guardrail } from '@/lib/domain/governance';
import { templatesStandingOn } from '@/lib/domain/outcome';
import { isInForce } from '@/lib/domain/resolve';
import { assign } from '@/lib/domain/rule-match';
import type { DecidedSetting } from '@/lib/domain/settings';
import type { AccountState, OverrideState, World } from '@/lib/domain/state';
import { overridesByAccountSql } from '../override-sql';
import type { Affecting } from './affecting';
import { guardKeySql } from './guard-key-sql';
import { assignedSql } from './reassign-by-rules';

/** A class with one of its accounts, to stand for it where a guardrail looks at accounts. */
export interface GuardedClass extends AffectedClass {
  example: string;
}

interface Row {
  class: number;
  before: string;
  after: string;
  overrides: ClassSide['overrides'] | null;
  accounts: number;
  example: string;
}

function inForce(overrides: AccountState['overrides'], at: Date): ClassSide['overrides'] {
  return Object.fromEntries(
    (Object.entries(overrides) as [Cell, OverrideState][])
      .filter(([, override]) => isInForce(override, at))
      .map(([cell, { setting }]): [Cell, DecidedSetting] => [cell, setting]),
  );
}

/** The accounts that are edited themselves: each is a class of its own. */
export function editedAccounts({ before, after, effects, traits, at }: Affecting): GuardedClass[] {
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

/** Which accounts a change touches beside those that it edits themselves. */
export interface Reach {
  /** The accounts that it edits themselves. */
  edited: string[];
  /** The templates that it edits, with those that extend them. */
  templates: string[];
  /** Whether it can also touch accounts of other templates. */
  beyond: boolean;
  /** The cells whose overrides can matter to what it does; left out, all. */
  cells?: Cell[];
  /** SQL over `account` for the template that an account has once it is applied. */
  assigned: Prisma.Sql;
  /** SQL over rows `a` with the templates `before` and `after`: whether it touches them. */
  touched: Prisma.Sql;
}

/** Which accounts a change touches beside those that it edits; null where there are none. */
export function reachOf({ before, after, effects }: Affecting): Reach | null {
  const ids = (kind: 'template' | 'account') =>
    effectsOn(effects, kind).map(({ subject }) => subject.id);
  const templates = templatesStandingOn(ids('template'), before.templates, after.templates);
  const moves = effectsOn(effects, 'rules').length > 0;
  const guards = effectsOn(effects, 'guardrails').length > 0;
  if (templates.length === 0 && !moves && !guards) return null;
  const sides = { before: before.templates, after: after.templates };
  return {
    edited: ids('account'),
    templates,
    beyond: moves || guards,
    ...(!moves && !guards && { cells: cellsAtStake(sides, templates) }),
    assigned: moves ? assignedSql(after.rules) : Prisma.sql`template_key`,
    touched: guards
      ? Prisma.sql`TRUE`
      : Prisma.sql`(a.before <> a.after OR a.before = ANY(${templates}::text[])
          OR a.after = ANY(${templates}::text[]))`,
  };
}

/**
 * The mirror's accounts by classes within which policy does not differ and every guardrail sees the
 * same: those that a change touches, or all as they are.
 */
export async function guardedClasses(
  tx: Db,
  guardrails: readonly Guardrail[],
  at: Date,
  reach: Pick<Reach, 'edited' | 'assigned' | 'touched' | 'cells'> = {
    edited: [],
    assigned: Prisma.sql`template_key`,
    touched: Prisma.sql`TRUE`,
  },
): Promise<GuardedClass[]> {
  // Only guardrails ask for one that stands for all.
  const example = guardrails.length > 0 ? Prisma.sql`min(a.id)` : Prisma.sql`''`;
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    WITH o AS (${overridesByAccountSql(at, reach.cells)}), a AS (
      SELECT id, template_key AS before, ${reach.assigned} AS after,
             account_class(losses_payments, requirement_collection, capabilities) AS class,
             ${guardKeySql(guardrails)} AS guard_key
      FROM account
      WHERE id <> ALL(${reach.edited}::text[])
    )
    SELECT a.before, a.after, a.class, o.overrides, count(*)::int AS accounts, ${example} AS example
    FROM a LEFT JOIN o ON o.account_id = a.id
    WHERE ${reach.touched}
    GROUP BY 1, 2, 3, 4, a.guard_key`);
  return rows.map(({ before: from, after: to, class: number, overrides: own, ...row }) => {
    const overrides = own ?? {};
    return {
      ...row,
      traits: LIMITING_CLASSES[number] as LimitingTraits,
      before: { template: from, overrides },
      after: { template: to, overrides },
    };
  });
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
  const reach = reachOf(affecting);
  const standing = reach ? await guardedClasses(tx, guardrails, affecting.at, reach) : [];
  return [...editedAccounts(affecting), ...standing];
}
