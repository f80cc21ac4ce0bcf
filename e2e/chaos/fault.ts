/** Something that goes wrong for a while. */
export interface Fault {
  name: string;
  begin(): unknown;
  /** Everything is as before. Called once, after `begin` has ended. */
  end(): unknown;
}

/** Faults of one kind of thing, of which one is there at a time: of Stripe, Postgres, the instances. */
export interface Lane {
  name: string;
  /** The next fault, by chance. */
  next(random: () => number): Fault;
}

/** One that happens at once and needs no end. */
export const atOnce = (name: string, act: () => unknown): Fault => ({
  name,
  begin: act,
  end: () => undefined,
});
