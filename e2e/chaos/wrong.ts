import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../support/random';
import type { Lane } from './fault';

/** A fault that was there, and from when to when. */
export interface Happened {
  name: string;
  from: string;
  to: string;
}

const LASTS_MS = [2_000, 10_000] as const;
const RESTS_MS = [4_000, 12_000] as const;
const LOOK_MS = 100;
const TRIES = 5;
const RETRY_MS = 2_000;

const within = ([least, most]: readonly [number, number], random: () => number) =>
  least + random() * (most - least);

/** Does it, at times over again: what one lane has stopped keeps another waiting. */
async function tried(
  what: string,
  act: () => unknown,
  onFailure: (what: string) => void,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (tries === TRIES) {
        onFailure(`${what}: ${(error as Error).message}`);
        return;
      }
      await pause(RETRY_MS);
    }
  }
}

/** One fault of a lane after another, each for some seconds, until it is over. */
async function run(
  lane: Lane,
  random: () => number,
  isOver: () => boolean,
  happened: Happened[],
  onFailure: (what: string) => void,
): Promise<void> {
  while (!isOver()) {
    const fault = lane.next(random);
    const lasts = within(LASTS_MS, random);
    const from = new Date().toISOString();
    await tried(`${fault.name} begins`, () => fault.begin(), onFailure);
    for (const end = performance.now() + lasts; performance.now() < end && !isOver(); ) {
      await pause(LOOK_MS);
    }
    await tried(`${fault.name} ends`, () => fault.end(), onFailure);
    happened.push({ name: fault.name, from, to: new Date().toISOString() });
    await pause(within(RESTS_MS, random));
  }
}

/** Has things go wrong, in all lanes at once, the same ones for the same seed. Nothing is wrong at the end. */
export async function goWrong(
  lanes: readonly Lane[],
  seed: number,
  isOver: () => boolean,
  onFailure: (what: string) => void,
): Promise<Happened[]> {
  const happened: Happened[] = [];
  await Promise.all(
    lanes.map((lane, nth) => run(lane, randomFrom(seed * 7 + nth), isOver, happened, onFailure)),
  );
  return happened;
}
