import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Requirement } from './approvals';
import type { Circumstances } from './change-life';
import type { Move } from './change-moves';
import { stepOf } from './change-steps';
import { AppError } from './errors';
import { type Actor, SYSTEM } from './permissions';
import { type Happened, history, live, makerOf } from './testing/histories';
import { fromNow, HOUR, person } from './testing/lives';

/** Who has approved what, written down beside the machine, as a minute-taker would. */
class Minutes {
  private approvals: { by: string; admin: boolean; pin: string | null }[] = [];
  private readonly workers = new Set<string>();

  constructor(author: Actor) {
    this.wrote(author);
  }

  wrote(actor: Actor): void {
    this.workers.add(actor.id).add(makerOf(actor) ?? actor.id);
    this.approvals = [];
  }

  approved(actor: Actor, pin: string | null): void {
    const admin = actor.kind === 'user' && actor.role === 'admin';
    this.approvals.push({ by: actor.id, admin, pin });
  }

  has({ approvers, admins }: Requirement, pin: string | null): boolean {
    const good = this.approvals.filter((one) => one.pin === pin && !this.workers.has(one.by));
    const count = (some: typeof good) => new Set(some.map(({ by }) => by)).size;
    return count(good) >= approvers && count(good.filter(({ admin }) => admin)) >= admins;
  }

  worked(actor: Actor): boolean {
    return this.workers.has(actor.id);
  }
}

/** How often something was seen, because a machine that never does anything keeps every promise. */
class Tally {
  private readonly seen = new Map<string, number>();

  add(name: string): void {
    this.seen.set(name, (this.seen.get(name) ?? 0) + 1);
  }

  expectAll(...names: string[]): void {
    for (const name of names) expect(this.seen.get(name) ?? 0, name).toBeGreaterThan(0);
  }
}

/** Checks a promise at every step of many changes' lives. */
function always(check: (happened: Happened, minutes: Minutes) => void): void {
  fc.assert(
    fc.property(history, (drawn) => {
      const minutes = new Minutes(drawn.author);
      live(drawn, (happened) => {
        const { move, actor, now } = happened;
        if (move.act === 'edit') minutes.wrote(actor);
        if (move.act === 'approve') minutes.approved(actor, now.pin);
        check(happened, minutes);
      });
    }),
    { numRuns: 400 },
  );
}

describe('whatever happens to a change', () => {
  it('it is applied with all approvals that are required, or by an admin in an emergency', () => {
    const ways = new Tally();
    always(({ move, actor, step, before, now }, minutes) => {
      if (step.kind !== 'applies') {
        expect(step.life.status === 'applied').toBe(
          before.status === 'applied' && move.act === 'revert' && step.life === before,
        );
        return;
      }
      expect(now.pin).not.toBeNull();
      if (move.act === 'emergency_apply') {
        expect(actor).toMatchObject({ kind: 'user', role: 'admin' });
        return;
      }
      expect(minutes.has(now.requirement, now.pin)).toBe(true);
      ways.add(`${move.act} ${now.requirement.approvers}`);
    });
    ways.expectAll('apply 0', 'apply 1', 'apply_due 0', 'apply_due 1');
  }, 20_000);

  it('nobody approves what is their own work, and no person twice', () => {
    const approvals = new Tally();
    always(({ move, actor, before, step, now }, minutes) => {
      if (move.act !== 'approve') return;
      approvals.add(step.life.status);
      expect(actor.kind).toBe('user');
      expect(actor.id).not.toBe(before.author.id);
      expect(minutes.worked(actor)).toBe(false);
      const people = step.life.approvals.map(({ by }) => by);
      expect(new Set(people).size).toBe(people.length);
      expect(step.life.approvals.every(({ pin }) => pin === now.pin)).toBe(true);
    });
    approvals.expectAll('in_review', 'approved', 'scheduled');
  }, 20_000);

  it('an edit drops every approval', () => {
    const edits = new Tally();
    always(({ move, before, step }) => {
      if (move.act !== 'edit') return;
      expect(step.life.approvals).toEqual([]);
      expect(step.revoked).toEqual(before.approvals);
      edits.add(String(before.approvals.length));
    });
    edits.expectAll('0', '1');
  }, 20_000);

  it('a change is on the schedule with a time and a pin, and nowhere else with a pin', () => {
    always(({ step }) => {
      const { status, scheduledPin, applyAt } = step.life;
      expect(scheduledPin !== null).toBe(status === 'scheduled');
      if (status === 'scheduled') expect(applyAt).not.toBeNull();
    });
  }, 20_000);
});

it.each(['apply', 'apply_due', 'schedule'] as const)(
  'approvals of something else never count: %s',
  (act) => {
    fc.assert(
      fc.property(history, (drawn) => {
        const life = live(drawn, () => undefined);
        const now: Circumstances = {
          at: fromNow(1000 * HOUR),
          pin: 'never approved',
          requirement: { approvers: 1, admins: 0, rules: [] },
          governs: false,
          maker: null,
        };
        const move = { act, applyAt: new Date(now.at.getTime() + HOUR) } as Move;
        const actor = act === 'apply_due' ? SYSTEM : person('bea', 'admin');
        try {
          const { life: after, kind } = stepOf(life, move, actor, now);
          expect(kind).not.toBe('applies');
          expect(['in_review', 'failed']).toContain(after.status);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 150 },
    );
  },
  20_000,
);
