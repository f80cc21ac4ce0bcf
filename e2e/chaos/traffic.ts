import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../support/random';
import { ACTORS, type Actor } from '../traffic/actors';
import type { Ledger } from '../traffic/ledger';
import type { Scene } from '../traffic/scene';

/** How much of each there is at a time, and how long each rests between two things, in milliseconds. */
const RATES: Readonly<Record<string, { atOnce: number; restMs: number }>> = {
  edit: { atOnce: 2, restMs: 700 },
  approval: { atOnce: 1, restMs: 1_500 },
  schedule: { atOnce: 1, restMs: 800 },
  bulk: { atOnce: 1, restMs: 6_000 },
  webhook: { atOnce: 2, restMs: 800 },
  'sign-in': { atOnce: 1, restMs: 1_500 },
  page: { atOnce: 1, restMs: 1_500 },
  read: { atOnce: 1, restMs: 300 },
};

const MINTS_AT_ONCE = 32;
/** Of so many mints one is by a client of Stripe's own. */
const DROP_IN_ONE_IN = 10;
const MOST_FINDINGS = 50;

/** What goes on, and until when. */
export interface Traffic {
  scene: Scene;
  ledger: Ledger;
  seed: number;
  /** Mints to ask for, spread over so long. */
  mints: number;
  ms: number;
  /** Whether to begin anything more; mints that are still to be asked for go on. */
  isOver: () => boolean;
}

async function once(actor: Actor, { scene, ledger }: Traffic, random: () => number): Promise<void> {
  try {
    ledger.tell(await actor.act(scene, ledger, random));
  } catch (error) {
    if (ledger.findings.length >= MOST_FINDINGS) return;
    ledger.findings.push(`${actor.name}: ${(error as Error).message}`);
  }
}

function find(name: string): Actor {
  const found = ACTORS.find((actor) => actor.name === name);
  if (!found) throw new Error(`There is no actor "${name}".`);
  return found;
}

/** Each of so many takes the next mint when its time has come, or at once where that is over. */
async function mints(traffic: Traffic): Promise<void> {
  const { mints: count, ms, seed } = traffic;
  const [plain, dropIn] = [find('mint'), find('drop-in mint')];
  const from = performance.now();
  let begun = 0;
  const worker = async (_: unknown, nth: number) => {
    const random = randomFrom(seed * 1_000 + nth);
    while (begun < count) {
      const due = from + (begun * ms) / count;
      begun += 1;
      const wait = due - performance.now();
      if (wait > 0) await pause(wait);
      await once(random() * DROP_IN_ONE_IN < 1 ? dropIn : plain, traffic, random);
    }
  };
  await Promise.all(Array.from({ length: MINTS_AT_ONCE }, worker));
}

async function others(traffic: Traffic): Promise<void> {
  const workers = Object.entries(RATES).flatMap(([name, { atOnce, restMs }], kind) =>
    Array.from({ length: atOnce }, async (_, nth) => {
      const random = randomFrom(traffic.seed * 1_000 + 100 + kind * 10 + nth);
      while (!traffic.isOver()) {
        await once(find(name), traffic, random);
        await pause(restMs * (0.5 + random()));
      }
    }),
  );
  await Promise.all(workers);
}

/** Plays all of it: mints beside everything else. Resolves once the last is answered. */
export async function play(traffic: Traffic): Promise<void> {
  let minted = false;
  const minting = mints(traffic).finally(() => {
    minted = true;
  });
  await Promise.all([minting, others({ ...traffic, isOver: () => minted && traffic.isOver() })]);
}
