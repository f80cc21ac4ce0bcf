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
import type { Affecting } from './affecting';
import { type Counting, countDeviating, countOthers } from './class-counts';
import { assignedSql } from './reassign-by-rules';

/** A class with one of its accounts, to stand for it where a guardrail looks at accounts. */
export interface GuardedClass extends AffectedClass {
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
export function editedAccounts({
  before,
  after,
  effects,
  traits,
  at,
}: Omit<Affecting, 'preview'>): GuardedClass[] {
  return effectsOn(effects, 'account').map((effect) => {
    const { id } = effect.subject;
    const own = traits.get(id);
    if (!own) throw new Error(`No traits of ${id} were given.`);
    const template = ({ rules }: World, state: AccountState) =>
      assign(state.template, rules, { ...own, tags: state.tags }).template;
    const had = inForce(effect.before.overrides, at);
    // The very same object says that nothing is to be looked for there.
    const same = effect.before.overrides === effect.after.overrides;
    return {
      traits: ceilingTraits(own),
      accounts: 1,
      before: { template: template(before, effect.before), overrides: had },
      after: {
        template: template(after, effect.after),
        overrides: same ? had : inForce(effect.after.overrides, at),
      },
      example: id,
    };
  });
}

/** Which accounts a change touches beside those that it edits themselves. */
export interface Reach extends Counting {
  /** The templates that it edits, with those that extend them. */
  templates: string[];
  /** Whether it can also touch accounts of other templates. */
  beyond: boolean;
}

/** SQL over rows `a` for accounts that have one of these templates, or where rules move, come to another. */
function movedSql(templates: readonly string[], moves: boolean): Prisma.Sql {
  const has = Prisma.sql`a.before = ANY(${[...templates]}::text[])`;
  return moves
    ? Prisma.sql`(a.before <> a.after OR ${has} OR a.after = ANY(${[...templates]}::text[]))`
    : has;
}

/** Which accounts a change touches beside those that it edits; null where there are none. */
export function reachOf({ before, after, effects, preview }: Affecting): Reach | null {
  const ids = (kind: 'template' | 'account') =>
    effectsOn(effects, kind).map(({ subject }) => subject.id);
  const templates = templatesStandingOn(ids('template'), before.templates, after.templates);
  const moves = effectsOn(effects, 'rules').length > 0;
  const guards = effectsOn(effects, 'guardrails').length > 0;
  if (templates.length === 0 && !moves && !guards) return null;
  const sides = { before: before.templates, after: after.templates, preview };
  const all = templates.length === after.templates.size;
  return {
    edited: ids('account'),
    templates,
    beyond: moves || guards,
    ...(!moves && !guards && { cells: cellsAtStake(sides, templates) }),
    assigned: moves ? assignedSql(after.rules) : null,
    touched: guards || all ? null : movedSql(templates, moves),
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
  reach: Counting = { edited: [], assigned: null, touched: null },
): Promise<GuardedClass[]> {
  const deviating = await countDeviating(tx, guardrails, at, reach);
  const others = await countOthers(tx, guardrails, at, reach, deviating);
  // Field by field: there can be many, and what is left of an object is slow to copy.
  return [...others, ...deviating].map(
    ({ before, after, class: number, overrides, accounts, example }) => ({
      accounts,
      example,
      traits: LIMITING_CLASSES[number] as LimitingTraits,
      before: { template: before, overrides },
      after: { template: after, overrides },
    }),
  );
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
  const { cells } = reach ?? {};
  // Where a guardrail's cells are not at stake, it sees the same before and after.
  const asked = cells
    ? guardrails.filter(({ never }) => never.some(({ cell }) => cells.includes(cell)))
    : guardrails;
  const standing = reach ? await guardedClasses(tx, asked, affecting.at, reach) : [];
  return [...editedAccounts(affecting), ...standing];
}
