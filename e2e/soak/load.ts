import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../support/random';
import type { Actor } from '../traffic/actor';
import type { Ledger } from '../traffic/ledger';
import type { Scene } from '../traffic/scene';
import type { Ending } from './window';

/** How often each actor acts in a second, by chance evenly spread: about half of what two cores do. */
export const RATES: Readonly<Record<string, number>> = {
  mint: 20,
  'drop-in mint': 5,
  read: 4,
  page: 0.6,
  webhook: 0.5,
  edit: 0.25,
  'sign-in': 0.15,
  approval: 0.1,
  schedule: 0.1,
  bulk: 0.02,
};

/** For so long, acts become as frequent as said bit by bit: nobody sends all traffic to what just began. */
const RAMP_MS = 30_000;
const AT_FIRST = 0.1;

/** So many acts under way mean that the product does not keep up, and more would only bury it. */
const MOST_UNDER_WAY = 1_500;

export interface Load {
  actors: readonly Actor[];
  scene: Scene;
  ledger: Ledger;
  seed: number;
  /** What part of their rates actors act at; 1 is all of it. */
  share: number;
  /** Of `performance.now()`, when nothing more is begun. */
  until: number;
  ended(ending: Ending): void;
  /** How long the last acts may take to end; a minute unless told. */
  endsWithinMs?: number;
  /** Hears of what must not be. */
  found(finding: string): void;
}

/**
 * When acts are due, in ms from the beginning: as often as said, but each by chance, as of people who
 * know nothing of one another.
 */
export function* dueTimes(perSecond: number, random: () => number): Generator<number, never> {
  for (let due = 0; ; ) {
    const share = Math.min(1, Math.max(AT_FIRST, due / RAMP_MS));
    due += (-Math.log(1 - random()) * 1_000) / (perSecond * share);
    yield due;
  }
}

/** Longer than any answer may take, and what an actor does in several. */
const ENDS_WITHIN_MS = 60_000;

/** A seed for each act, so that what it chooses does not depend on what others take from chance. */
const seedOf = (seed: number, actor: number, act: number) =>
  (Math.imul(seed, 0x9e3779b1) ^
    Math.imul(actor + 1, 0x85ebca6b) ^
    Math.imul(act + 1, 0xc2b2ae35)) >>>
  0;

/**
 * Has all actors act at their rates, whether or not earlier acts have ended, until it is time; returns
 * once the last has ended. What does not end within a minute after that is a finding.
 */
export async function play(load: Load): Promise<void> {
  const { actors, scene, ledger, seed, share, until, ended, found } = load;
  const begun = performance.now();
  const underWay = new Set<Promise<void>>();
  const act = async (actor: Actor, due: number, random: () => number) => {
    try {
      const told = await actor.act(scene, ledger, random);
      ledger.tell(told);
      ended({ actor: actor.name, status: told.status, ms: performance.now() - due });
    } catch (error) {
      found(`${actor.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const keepGoing = async (actor: Actor, place: number) => {
    const rate = RATES[actor.name];
    if (rate === undefined) throw new Error(`No rate is said for "${actor.name}".`);
    let acts = 0;
    for (const after of dueTimes(rate * share, randomFrom(seedOf(seed, place, 0)))) {
      const due = begun + after;
      if (due >= until) return;
      const wait = due - performance.now();
      if (wait > 0) await pause(wait);
      acts += 1;
      if (underWay.size >= MOST_UNDER_WAY) {
        found(`${actor.name}: not begun, because ${MOST_UNDER_WAY} others were under way`);
        continue;
      }
      const one = act(actor, due, randomFrom(seedOf(seed, place, acts))).finally(() =>
        underWay.delete(one),
      );
      underWay.add(one);
    }
  };
  await Promise.all(actors.map(keepGoing));
  const patience = new AbortController();
  const tooLong = pause(load.endsWithinMs ?? ENDS_WITHIN_MS, undefined, patience).catch(() => {});
  await Promise.race([Promise.all(underWay), tooLong]);
  patience.abort();
  for (const _ of underWay) found('An act did not end.');
}
