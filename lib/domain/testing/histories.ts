import fc from 'fast-check';
import type { Requirement } from '../approvals';
import { ACTS, type Act } from '../change-acts';
import { type ChangeLife, type Circumstances, newLife } from '../change-life';
import type { Move, Step } from '../change-moves';
import { stepOf } from '../change-steps';
import { AppError } from '../errors';
import { type Actor, SYSTEM } from '../permissions';
import { fromNow, HOUR, machine, person } from './lives';

const ACTORS: Actor[] = [
  person('ann', 'operator'),
  person('ada', 'admin'),
  person('bea', 'admin'),
  person('otto', 'operator'),
  person('olga', 'operator'),
  person('sue', 'support'),
  machine('deploy', 'policy:write'),
  SYSTEM,
];

/** Who made the token among the actors. */
export const makerOf = (actor: Actor) => (actor.kind === 'token' ? 'otto' : null);

const requirement: fc.Arbitrary<Requirement> = fc
  .tuple(fc.constantFrom(0, 1, 1, 2), fc.nat(2))
  .map(([approvers, admins]) => ({ approvers, admins: Math.min(admins, approvers), rules: [] }));

/** One thing that happens: an act of somebody, policy that drifts, or rules that change. */
interface Event {
  act: Act;
  actor: Actor | undefined;
  /** A new pin, as content or policy has it that the change depends on. */
  pin: string | null;
  drift: boolean;
  requirement: Requirement | null;
  hours: number;
  passes: number;
}

/** Stands for whoever a change's author is. */
const AUTHOR = undefined;

const [, ada, bea, otto, olga] = ACTORS;

/** Acts of those who mostly may do them, so that changes come as far as being applied. */
const sensible: fc.Arbitrary<[Act, Actor | undefined]> = fc.constantFrom<
  [Act, Actor | undefined][]
>(
  ['approve', otto],
  ['approve', bea],
  ['approve', olga],
  ['approve', bea],
  ['approve', ada],
  ['apply', olga],
  ['schedule', olga],
  ['apply_due', SYSTEM],
  ['apply_due', SYSTEM],
  ['edit', AUTHOR],
  ['edit', ada],
);
const anything = fc.tuple(fc.constantFrom(...ACTS), fc.constantFrom(AUTHOR, ...ACTORS));

const event: fc.Arbitrary<Event> = fc
  .record({
    who: fc.oneof({ weight: 8, arbitrary: sensible }, { weight: 1, arbitrary: anything }),
    pin: fc.constantFrom('one', 'one', 'two', 'two', 'three', null),
    drift: fc.nat(11).map((n) => n === 0),
    requirement: fc.oneof(
      { weight: 9, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: requirement },
    ),
    hours: fc.integer({ min: -1, max: 5 }),
    passes: fc.constantFrom(0, 0, 0, 1),
  })
  .map(({ who: [act, actor], passes, ...rest }) => ({
    ...rest,
    act,
    actor,
    // The clock comes late enough for what it looks for to be due, mostly.
    passes: act === 'apply_due' ? passes * 5 + 4 : passes,
  }));

/** Who writes a change, what approvals it needs, and what happens to it. */
export const history = fc.record({
  author: fc.constantFrom(...ACTORS.slice(0, 2), machine('deploy', 'policy:write')),
  needed: requirement,
  first: fc.constantFrom<Act>('submit', 'schedule', 'apply'),
  events: fc.array(event, { minLength: 4, maxLength: 16, size: 'max' }),
});
export type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

function moveOf({ act, hours }: Event, now: Circumstances): Move {
  const at = new Date(now.at.getTime() + hours * HOUR);
  const moves: { [A in Act]: Extract<Move, { act: A }> } = {
    submit: { act: 'submit' },
    edit: { act: 'edit', applyAt: hours > 2 ? at : null },
    approve: { act: 'approve', seen: now.pin ?? 'nothing' },
    reject: { act: 'reject', comment: hours < 5 ? '' : 'No.' },
    withdraw: { act: 'withdraw' },
    schedule: { act: 'schedule', applyAt: at },
    unschedule: { act: 'unschedule' },
    apply: { act: 'apply' },
    emergency_apply: { act: 'emergency_apply', reason: hours < 4 ? '' : 'Fraud.' },
    apply_due: { act: 'apply_due' },
    fail: { act: 'fail', reason: 'Archived.' },
    revert: { act: 'revert', whole: true },
  };
  return moves[act];
}

/** An act that was not refused. */
export interface Happened {
  move: Move;
  actor: Actor;
  before: ChangeLife;
  step: Step;
  now: Circumstances;
}

/** Lets events happen one after the other; tells of each that was not refused. */
export function live(
  { author, needed, first, events }: History,
  tell: (happened: Happened) => void,
): ChangeLife {
  let life = newLife(author, makerOf(author));
  let now: Circumstances = {
    at: fromNow(0),
    pin: 'one',
    requirement: needed,
    governs: false,
    maker: null,
  };
  const start: Event = {
    act: first,
    actor: author,
    pin: null,
    drift: false,
    requirement: null,
    hours: 4,
    passes: 0,
  };
  for (const one of [start, ...events]) {
    const { actor = author, act } = one;
    const pin = one.drift || act === 'edit' ? one.pin : now.pin;
    now = {
      ...now,
      pin,
      at: new Date(now.at.getTime() + one.passes * HOUR),
      requirement: one.requirement ?? now.requirement,
      maker: makerOf(actor),
    };
    try {
      const move = moveOf(one, now);
      const step = stepOf(life, move, actor, now);
      tell({ move, actor, before: life, step, now });
      life = step.life;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return life;
}
