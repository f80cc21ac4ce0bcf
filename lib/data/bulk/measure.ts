import 'server-only';
import type { Db } from '@/lib/db';
import { applyEdits, type Effect } from '@/lib/domain/apply-edits';
import { kindOf, requirementOf, type Whole } from '@/lib/domain/approvals';
import type { BulkExample, BulkImpact } from '@/lib/domain/bulk/views';
import { editsOf } from '@/lib/domain/bulk/wishes';
import type { Edit } from '@/lib/domain/edits';
import { AppError } from '@/lib/domain/errors';
import type { AffectedClass, TemplateSides } from '@/lib/domain/fates';
import { type Breach, MAX_BREACHES_SHOWN } from '@/lib/domain/guardrails';
import { impactOf } from '@/lib/domain/impact';
import { requireOffered } from '@/lib/domain/offered-edits';
import { outcomeOf, turnedOn } from '@/lib/domain/outcome';
import type { World } from '@/lib/domain/state';
import { flipsOf } from '@/lib/domain/touched';
import { worldAfter } from '@/lib/domain/world-after';
import { editedAccounts } from '../changes/affected-classes';
import { type Example, loadSubjects } from '../changes/load-world';
import { breachesBetween } from '../changes/weigh';
import { currentApprovals } from '../governance-rows';
import { offeredPreview } from '../preview';
import type { Group } from './groups';

/** Groups that are looked at together. */
const AT_ONCE = 2000;

/** Accounts and problems that an impact names. */
const MOST_NAMED = 10;

/** No change has this id: nothing is written. */
const NO_CHANGE = '00000000-0000-0000-0000-000000000000';

/** A group that is not yet as it is to be. */
interface Wanted {
  group: Group;
  edits: Edit[];
}

/** A group that changes: what becomes of the account that stands for it. */
type Changing = Wanted & { effect: Effect };

/** What some of the groups come to, and all of them together. */
class Sum {
  readonly classes: AffectedClass[] = [];
  readonly examples: BulkExample[] = [];
  readonly breaches: Breach[] = [];
  readonly problems = new Map<string, number>();
  readonly kinds = new Set<ReturnType<typeof kindOf>>();
  readonly turnsOn = new Set<Whole['turnsOn'][number]>();
  matched = 0;
  unchanged = 0;
  refused = 0;
  /** Those of the last groups that were looked at: templates do not change in a job. */
  sides: TemplateSides = { before: new Map(), after: new Map() };

  refuse(message: string, accounts: number): void {
    this.refused += accounts;
    this.problems.set(message, (this.problems.get(message) ?? 0) + accounts);
  }
}

/** What the edits of some groups come to; those of a group that cannot be made are told one by one. */
function effectsOf(world: World, wanted: readonly Wanted[], at: Date, sum: Sum): Effect[] {
  const context = { now: at, changeId: NO_CHANGE };
  try {
    const edits = wanted.flatMap((one) => one.edits);
    requireOffered(edits, offeredPreview(), world);
    return applyEdits(world, edits, context);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [only] = wanted;
    if (only && wanted.length === 1) {
      sum.refuse(error.message, only.group.accounts);
      return [];
    }
    const half = Math.ceil(wanted.length / 2);
    return [wanted.slice(0, half), wanted.slice(half)].flatMap((some) =>
      effectsOf(world, some, at, sum),
    );
  }
}

/** The groups that change; one that cannot be as it is to be does not hold up others. */
function changesOf(world: World, groups: readonly Group[], at: Date, sum: Sum): Changing[] {
  const wanted = groups.flatMap((group): Wanted[] => {
    const state = world.accounts.get(group.example);
    const edits = state ? editsOf(state, group.wish, at) : [];
    if (edits.length === 0) sum.unchanged += group.accounts;
    return edits.length > 0 ? [{ group, edits }] : [];
  });
  const byId = new Map(wanted.map((one) => [one.group.example, one]));
  return effectsOf(world, wanted, at, sum).flatMap((effect) => {
    const one = byId.get(effect.subject.id);
    return one ? [{ ...one, effect }] : [];
  });
}

/** The groups without those whose accounts would break a guardrail. */
async function withinGuardrails(
  tx: Db,
  before: World,
  changing: readonly Changing[],
  examples: ReadonlyMap<string, Example>,
  at: Date,
  sum: Sum,
): Promise<Changing[]> {
  if (before.guardrails.guardrails.length === 0) return [...changing];
  const effects = changing.map(({ effect }) => effect);
  const after = worldAfter(before, effects);
  const traits = traitsOf(examples);
  const classes = editedAccounts({ before, after, effects, traits, at });
  const breaches = await breachesBetween(tx, before, after, classes, at);
  sum.breaches.push(...breaches.slice(0, MAX_BREACHES_SHOWN - sum.breaches.length));
  const broken = new Map(breaches.map((breach) => [breach.of.id, breach]));
  return changing.filter(({ group }) => {
    const breach = broken.get(group.example);
    if (breach) sum.refuse(guardrailMessage(breach), group.accounts);
    return !breach;
  });
}

const guardrailMessage = ({ guardrail, cell, is }: Breach) =>
  `The guardrail "${guardrail}" does not let ${cell} be ${is}.`;

const traitsOf = (examples: ReadonlyMap<string, Example>) =>
  new Map([...examples].map(([id, { traits }]) => [id, traits]));

async function addSome(tx: Db, groups: readonly Group[], at: Date, sum: Sum): Promise<void> {
  const ids = groups.map(({ example }) => example);
  const { world: before, examples } = await loadSubjects(
    tx,
    ids.map((id) => ({ kind: 'account', id })),
  );
  const all = changesOf(before, groups, at, sum);
  const changing = await withinGuardrails(tx, before, all, examples, at, sum);
  const effects = changing.map(({ effect }) => effect);
  const traits = traitsOf(examples);
  const after = worldAfter(before, effects);
  const sizes = new Map(groups.map(({ example, accounts }) => [example, accounts]));
  const classes = editedAccounts({ before, after, effects, traits, at }).map((one) => ({
    ...one,
    accounts: sizes.get(one.example) ?? 1,
  }));
  sum.sides = { before: before.templates, after: after.templates, preview: offeredPreview() };
  sum.classes.push(...classes);
  // Much work, and only for rules that ask for it.
  if (before.approvals.rules.some(({ when }) => when.turnsOn !== undefined)) {
    for (const cell of turnedOn(outcomeOf(before, effects, { at, traits }))) sum.turnsOn.add(cell);
  }
  for (const { edits } of changing) for (const edit of edits) sum.kinds.add(kindOf(edit));
  const most = [...classes].sort((a, b) => b.accounts - a.accounts).slice(0, MOST_NAMED);
  const flips = flipsOf(most, sum.sides);
  most.forEach(({ example: id, accounts }, index) => {
    const name = examples.get(id)?.name ?? id;
    sum.examples.push({ id, name, accounts, flips: flips[index] ?? [] });
  });
}

/** What a job would do, and what approval rules are to see of it. */
export interface Measured {
  impact: BulkImpact;
  whole: Whole;
}

/**
 * What becomes of all accounts of these groups, worked out by the functions that the door for writes
 * uses, for one account of each. Accounts that would break a guardrail or a rule are counted as
 * refused and nowhere else, because the job leaves them as they are. Writes nothing.
 */
export async function measure(tx: Db, groups: readonly Group[], at: Date): Promise<Measured> {
  const sum = new Sum();
  for (const { accounts } of groups) sum.matched += accounts;
  for (let start = 0; start < groups.length; start += AT_ONCE) {
    await addSome(tx, groups.slice(start, start + AT_ONCE), at, sum);
  }
  const impact = impactOf(sum.classes, sum.sides);
  const { kinds, turnsOn, matched, unchanged, refused, breaches } = sum;
  const whole: Whole = { accounts: impact.accounts, kinds: [...kinds], turnsOn: [...turnsOn] };
  const approvals = await currentApprovals(tx);
  const outcome = { lines: [], subjects: [], moves: null };
  return {
    whole,
    impact: {
      ...impact,
      ...{ matched, unchanged, refused, breaches },
      problems: [...sum.problems]
        .map(([message, accounts]) => ({ message, accounts }))
        .sort((a, b) => b.accounts - a.accounts)
        .slice(0, MOST_NAMED),
      requirement: requirementOf(approvals.rules, { edits: [], outcome, accounts: 0, whole }),
      examples: sum.examples.sort((a, b) => b.accounts - a.accounts).slice(0, MOST_NAMED),
    },
  };
}
