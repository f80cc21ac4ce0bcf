import 'server-only';
import pg from 'pg';
import { bytesHeard, cutConnections, NoConnection } from './db-client';
import { closeProbe, probeDatabase, Silent } from './db-probe';
import { beginHearing } from './time';

/** How long the database may take to say that it is there. Two of these, and a tick, pass unnoticed. */
const ANSWER_MS = 500;
const TICK_MS = 150;

/** A database that is silent this often in a row has lost what was asked of it before. */
const LOST_AFTER = 2;

/** Refusals that say that it is there: who is connected already may go on. */
const CROWDED = /^53/;

const THERE = `SELECT current_setting('transaction_read_only') AS read_only,
  extract(epoch FROM clock_timestamp())::float8 * 1000 AS at`;

/** What this process knows of its database. */
interface Watch {
  away: boolean;
  silences: number;
  heard: number;
  looking: Promise<boolean> | undefined;
  timer: NodeJS.Timeout | undefined;
}

const holder = globalThis as { databaseWatch?: Watch };

function watch(): Watch {
  holder.databaseWatch ??= {
    ...{ away: false, silences: 0, heard: 0 },
    ...{ looking: undefined, timer: undefined },
  };
  return holder.databaseWatch;
}

/** From now on nobody waits for it: what was asked is given up, and what comes is refused at once. */
function giveUp(own: Watch): void {
  own.away = true;
  cutConnections();
}

/** One that is only slow, or as busy as this process, goes on answering others: nothing is given up. */
function giveUpIfSilent(own: Watch): void {
  const now = bytesHeard();
  own.silences = own.silences > 0 && now !== own.heard ? 1 : own.silences + 1;
  own.heard = now;
  if (own.silences >= LOST_AFTER) giveUp(own);
}

async function ask(own: Watch): Promise<boolean> {
  try {
    const hear = beginHearing();
    const [row] = await probeDatabase<{ read_only: string; at: number }>(THERE, ANSWER_MS);
    if (row) hear(row.at);
    own.silences = 0;
    own.away = row?.read_only !== 'off';
    // Whoever cannot be written to was demoted, and knows nothing of what is written elsewhere.
    if (own.away) giveUp(own);
    return !own.away;
  } catch (error) {
    if (error instanceof Silent) giveUpIfSilent(own);
    else if (!(error instanceof pg.DatabaseError && CROWDED.test(error.code ?? ''))) giveUp(own);
    return false;
  } finally {
    own.looking = undefined;
  }
}

/**
 * Whether the database answers and can be written to, within a second or so whatever becomes of the
 * network. Who asks at the same time shares the question.
 */
export function lookForDatabase(): Promise<boolean> {
  const own = watch();
  own.looking ??= ask(own);
  return own.looking;
}

/**
 * Throws `NoConnection` while the database is known to be away: nobody waits for what will not come,
 * and nothing is answered from what was read before.
 */
export function refuseWhileAway(): void {
  if (watch().away) throw new NoConnection('It is known to be away.', false);
}

/**
 * Looks from time to time while somebody uses the database, or it is away. Once it is, all that waits
 * for it is given up and what comes is refused, until it is back.
 */
export function watchDatabase(isUsed: () => boolean): void {
  const own = watch();
  const look = async () => {
    if (own.looking || !(own.away || isUsed())) return;
    // A first silence is followed up at once: somebody waits.
    if (!(await lookForDatabase()) && !own.away) await lookForDatabase();
  };
  own.timer ??= setInterval(look, TICK_MS).unref();
}

/** Ends the looking and gives its connection back; for the end of the process. */
export function endWatch(): void {
  clearInterval(holder.databaseWatch?.timer);
  closeProbe();
}
