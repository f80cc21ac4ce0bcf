/** How a request ended: with a status, or torn off on the way. */
export type Ended = number | 'torn';

/** What an actor tells of one thing that it did. */
export interface Told {
  actor: string;
  status: Ended;
  ms: number;
  /** The code of the problem, where it was answered with one. */
  code?: string;
}

/** A mint as who asked for it knows it. Of its session nothing is kept but that there was one. */
export interface AskedMint {
  requestId: string;
  account: string;
  /** The moment it was sent, and the one it was answered, by this machine's clock. */
  from: number;
  to: number;
  status: Ended;
}

/** A change by the reason that nothing else has. */
export interface AskedChange {
  reason: string;
  /** What was acknowledged of it, the latest last; nothing where no answer came. */
  acknowledged: string[];
  id?: string;
  /** When it is to be applied, where it was scheduled. */
  applyAt?: string;
}

/** A bulk job that was acknowledged. */
export interface AskedJob {
  id: string;
  reason: string;
  accounts: number;
}

/** An event of Stripe's that was answered with 2xx. */
export interface TakenEvent {
  id: string;
  account: string;
}

/** An event of Stripe's that nobody has taken yet. Stripe sends such a one again, for days. */
export interface OwedEvent extends TakenEvent {
  body: string;
}

/** An approval that was acknowledged. */
export interface GivenApproval {
  change: string;
  user: string;
}

/** What was asked for and acknowledged, to whom: what the books have to agree with afterwards. */
export class Ledger {
  readonly mints: AskedMint[] = [];
  readonly changes = new Map<string, AskedChange>();
  readonly jobs: AskedJob[] = [];
  readonly events: TakenEvent[] = [];
  /** Events to be sent again once everything is well. */
  readonly owed: OwedEvent[] = [];
  readonly approvals: GivenApproval[] = [];
  /** What must not have been answered. */
  readonly findings: string[] = [];
  readonly #told = new Map<string, number>();
  readonly #slowest = new Map<string, number>();
  readonly #secrets = new Set<string>();
  #marks = 0;

  /** A text that nothing else in the run has. */
  mark(kind: string): string {
    this.#marks += 1;
    return `Traffic: ${kind} ${this.#marks}`;
  }

  /** Opens the record of a change, before it is asked for. */
  change(kind: string): AskedChange {
    const asked: AskedChange = { reason: this.mark(kind), acknowledged: [] };
    this.changes.set(asked.reason, asked);
    return asked;
  }

  /** Notes that a session was handed out; false where its secret was handed out before. */
  handedOut(secret: string): boolean {
    const before = this.#secrets.size;
    return this.#secrets.add(secret).size > before;
  }

  /** Every secret that was handed out, to search for. */
  secrets(): ReadonlySet<string> {
    return this.#secrets;
  }

  /** Counts what an actor tells. */
  tell({ actor, status, code, ms }: Told): void {
    const key = `${actor} ${status}${code ? ` ${code}` : ''}`;
    this.#told.set(key, (this.#told.get(key) ?? 0) + 1);
    this.#slowest.set(actor, Math.max(this.#slowest.get(actor) ?? 0, ms));
  }

  /** How often each actor was told what, by `actor status code`. */
  told(): Record<string, number> {
    return Object.fromEntries([...this.#told].sort(([a], [b]) => a.localeCompare(b)));
  }

  /** Milliseconds of each actor's longest wait. */
  slowest(): Record<string, number> {
    return Object.fromEntries(this.#slowest);
  }
}
