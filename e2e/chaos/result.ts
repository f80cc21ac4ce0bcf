import type { Ledger } from '../traffic/ledger';
import type { Book } from './book';
import type { Harvest } from './harvest';
import type { Kept } from './kept';
import type { Plan } from './run';
import type { Happened } from './wrong';

type Counts = Record<string, number>;

/** What a run came to, as it is kept in .data/chaos.json. */
export interface Result {
  at: string;
  plan: Plan;
  seconds: number;
  /** How often each fault was there. */
  faults: Counts;
  happened: Happened[];
  /** Mints by how they were answered. */
  mints: Counts;
  /** What everybody was told, by actor. */
  told: Counts;
  slowestMs: Counts;
  atStripe: { requests: number; sessions: number };
  changes: Counts;
  jobs: Counts;
  schedules: number;
  books: Book[];
}

interface Parts {
  plan: Plan;
  seconds: number;
  ledger: Ledger;
  harvest: Harvest;
  happened: Happened[];
  books: Book[];
  kept: Kept;
}

export function countsOf(names: readonly string[]): Counts {
  const counts: Counts = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const MINT = /^(?:drop-in )?mint (.*)$/;

function mintsOf(told: Counts): Counts {
  const counts: Counts = {};
  for (const [name, count] of Object.entries(told)) {
    const [, how] = MINT.exec(name) ?? [];
    if (how) counts[how] = (counts[how] ?? 0) + count;
  }
  return counts;
}

/** What is to be kept and shown of a run. */
export function resultOf(parts: Parts): Result {
  const { plan, seconds, ledger, harvest, happened, books, kept } = parts;
  const told = ledger.told();
  return {
    ...{ at: new Date().toISOString(), plan, seconds },
    faults: countsOf(happened.map(({ name }) => name)),
    happened: happened.sort((a, b) => a.from.localeCompare(b.from)),
    mints: mintsOf(told),
    told,
    slowestMs: ledger.slowest(),
    atStripe: { requests: harvest.mints.length, sessions: harvest.secrets.size },
    changes: countsOf(kept.changes.map(({ status }) => status)),
    jobs: countsOf(kept.jobs.map(({ status }) => status)),
    schedules: kept.changes.filter(({ fired }) => fired > 0).length,
    books,
  };
}
