import 'server-only';
import { createHash } from 'node:crypto';
import type { Db } from '@/lib/db';
import { inputOfClass } from '@/lib/domain/account-class';
import { traitsOfClass } from '@/lib/domain/alone';
import { type Requirement, requirementOf } from '@/lib/domain/approvals';
import { AppError } from '@/lib/domain/errors';
import type { ClassSide } from '@/lib/domain/fates';
import {
  type Breach,
  breachesOfAccount,
  breachesOfTemplates,
  breachProblem,
  newBreaches,
} from '@/lib/domain/guardrails';
import { type Impact, impactOf } from '@/lib/domain/impact';
import { requireOffered } from '@/lib/domain/offered-edits';
import { type Outcome, outcomeOf, pinOf } from '@/lib/domain/outcome';
import type { TemplateLayer } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import type { World } from '@/lib/domain/state';
import { chainOf } from '@/lib/domain/template-use';
import { offeredPreview } from '../preview';
import { affectedClasses, type GuardedClass } from './affected-classes';
import { type Affecting, affectingOf, type Content } from './affecting';
import { withoutRevisions } from './kept-change';
import { type Example, type Loaded, loadAccounts } from './load-world';
import type { Stamp } from './stamp';
import { wholeOf } from './whole';

/** All that the door has to know of a change before it lets it through. */
export interface Weighing extends Affecting {
  outcome: Outcome;
  pin: string;
  impact: Impact;
  requirement: Requirement;
  breaches: Breach[];
}

/** What `work` gives, worked out when it is first asked for. */
function once<T>(work: () => T): () => T {
  let known: { value: T } | undefined;
  return () => {
    known ??= { value: work() };
    return known.value;
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The breaches of one side, of the class's account that stands for it. */
export function breachesOf(
  world: World,
  { traits }: GuardedClass,
  side: ClassSide,
  example: Example,
  at: Date,
): Breach[] {
  const [first, ...rest] = chainOf(world.templates, side.template) as TemplateLayer[];
  if (!first) return [];
  const policy = resolve(
    inputOfClass(
      { ...side, traits: traitsOfClass(traits), accounts: 1 },
      [first, ...rest],
      at,
      offeredPreview(),
    ),
  );
  const account = { ...example, template: side.template, policy };
  return breachesOfAccount(account, world.guardrails.guardrails);
}

/** The breaches that come about between two worlds, of the accounts that stand for these classes. */
export async function breachesBetween(
  tx: Db,
  before: World,
  after: World,
  classes: readonly GuardedClass[],
  at: Date,
): Promise<Breach[]> {
  const rails = (world: World) => world.guardrails.guardrails;
  if (rails(before).length + rails(after).length === 0) return [];
  const { examples } = await loadAccounts(
    tx,
    classes.map(({ example }) => example),
  );
  const of = (world: World, side: 'before' | 'after') => [
    ...breachesOfTemplates(world.templates, rails(world)),
    ...classes.flatMap((one) => {
      const example = examples.get(one.example);
      if (!example) return [];
      const state = world.accounts.get(one.example);
      const traits = state ? { ...example.traits, tags: [...state.tags] } : example.traits;
      return breachesOf(world, one, one[side], { ...example, traits }, at);
    }),
  ];
  return newBreaches(of(before, 'before'), of(after, 'after'));
}

/**
 * Works out what a change does and what it needs: its effects, how far it reaches, which approvals
 * the rules ask for, which guardrails it would break. Writes nothing. Call it under the door's lock
 * where something is to follow. Throws as `applyEdits` does where an edit does not hold.
 */
export async function weigh(
  tx: Db,
  content: Content,
  stamp: Stamp,
  loaded?: Loaded,
): Promise<Weighing> {
  const affecting = await affectingOf(tx, content, stamp, loaded);
  const { before, after, effects, traits, at, preview } = affecting;
  requireOffered(content.edits, preview, before);
  const guardrails = [...before.guardrails.guardrails, ...after.guardrails.guardrails];
  const classes = await affectedClasses(tx, affecting, guardrails);
  const impact = impactOf(classes, {
    before: before.templates,
    after: after.templates,
    preview,
  });
  const whole = await wholeOf(tx, stamp.changeId);
  // Both are much work where there are many subjects, and are seldom asked for: an outcome by rules
  // about what a change turns on and by pins, and a pin of what somebody else has a say in.
  const outcome = once(() => outcomeOf(before, effects, { at, traits }));
  const unrevised = () => ({ ...content, edits: withoutRevisions(content.edits) });
  const pin = once(() => pinOf(unrevised(), outcome(), sha256));
  return {
    ...affecting,
    get outcome() {
      return outcome();
    },
    get pin() {
      return pin();
    },
    impact,
    requirement: requirementOf(before.approvals.rules, {
      edits: content.edits,
      get outcome() {
        return outcome();
      },
      accounts: impact.accounts,
      whole,
    }),
    breaches: await breachesBetween(tx, before, after, classes, at),
  };
}

/** Refuses a change that would break a guardrail; says which, for what and at which cell. */
export function requireNoBreach({ breaches }: Weighing): void {
  const [first, ...rest] = breaches;
  if (!first) return;
  const { message, members } = breachProblem([first, ...rest]);
  throw new AppError('guardrail_broken', message, { members: { ...members } });
}
