import 'server-only';

/** What is known of how far the database's clock is from ours, in milliseconds. */
interface Heard {
  offset: number;
}

// Next bundles a module more than once; all of a process share one answer.
const holder = globalThis as { databaseTime?: Heard };

function heard(): Heard {
  holder.databaseTime ??= { offset: 0 };
  return holder.databaseTime;
}

/** A clock of this process that nobody puts forward or back while it runs. */
const ownTime = () => performance.timeOrigin + performance.now();

/**
 * The moment it is, by the database's clock as far as it is known: what one instance takes for over,
 * or due, all others do, however far the clocks of their machines are off. To be asked for where a
 * request or a round of a job begins; verbs are handed it.
 */
export const now = (): Date => new Date(Math.round(ownTime() + heard().offset));

/** When a question for the database's time goes out; hand what this returns what the answer said. */
export function beginHearing(): (databaseMs: number) => void {
  const began = ownTime();
  return (databaseMs) => {
    // The database said so at some moment in between: only what cannot be is corrected, so that the
    // time does not tremble with the network.
    const least = databaseMs - ownTime();
    const most = databaseMs - began;
    const own = heard();
    own.offset = Math.min(Math.max(own.offset, least), most);
  };
}
