import 'server-only';
import { DatabaseLine } from '@/lib/db-line';
import { env } from '@/lib/env';
import { asAppError } from '../database-errors';

/** Something that was altered: these of a kind, or all of it. */
export interface News {
  kind: 'account' | 'template' | 'token';
  ids: readonly string[] | null;
}

/** Who keeps something in memory, and forgets what was altered; null says that anything may have been. */
export type Forget = (news: readonly News[] | null) => void;

/** Longest time for which what is kept may be read without asking whether it still holds. */
const TRUSTED_MS = 1_000;
/** How often a process that listens asks all the same, because a notification can be lost. */
const POLL_MS = 250;
/** How long the database keeps what was altered. */
export const KEPT_MS = 60 * 60_000;
/** Who has not asked for longer than this starts anew: some of it may be gone already. */
const SLEPT_MS = KEPT_MS / 4;

const CHANNEL = 'switchyard_cache';

const FIRST = 'SELECT pg_current_snapshot()::text AS seen';
const SINCE = `
  SELECT pg_current_snapshot()::text AS seen,
    (SELECT jsonb_agg(jsonb_build_object('kind', kind, 'ids', ids)) FROM invalidation
     WHERE xid >= pg_snapshot_xmin($1::text::pg_snapshot)
       AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot)) AS news`;

/**
 * Keeps what is in memory true to the database. It remembers a snapshot, and asks what was committed
 * after it: of that, whoever keeps something forgets it. A notification makes it ask at once.
 */
export class Feed {
  /** Counts what was forgotten: who read from the database meanwhile may hold something old. */
  generation = 0;
  /** The snapshot as of which all that is kept holds; null before the first look. */
  seen: string | null = null;

  /** When the last answered question was begun, and when somebody last doubted. */
  private askedAt = Number.NEGATIVE_INFINITY;
  private doubtedAt = Number.NEGATIVE_INFINITY;
  private running: { began: number; end: Promise<void> } | undefined;
  private next: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly keepers: Forget[] = [];
  private readonly line = new DatabaseLine('cache', {
    connected: async (client) => {
      if (this.timer && env().CACHE_NOTIFICATIONS) await client.query(`LISTEN ${CHANNEL}`);
    },
    notified: () => this.doubt(),
    lost: () => this.doubt(),
  });

  /** Has somebody told what to forget. */
  keep(forget: Forget): void {
    this.keepers.push(forget);
  }

  /** Begins to listen, and to ask from time to time. Without it, every reader asks. */
  listen(): void {
    if (this.timer) return;
    this.timer = setInterval(() => this.lookAside(), POLL_MS).unref();
  }

  /** Ends the listening and gives the connection back. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.line.close();
  }

  /** Something may have been altered: whoever reads next asks first. */
  doubt(): void {
    this.doubtedAt = performance.now();
    if (this.timer) this.lookAside();
  }

  /**
   * What is kept holds now, or did at most a second ago and nobody has doubted it since; undefined
   * where that is known already. Throws `database_unavailable`.
   */
  confirm(): Promise<void> | undefined {
    const trusted =
      this.timer && this.askedAt > this.doubtedAt && performance.now() - this.askedAt <= TRUSTED_MS;
    if (trusted) return undefined;
    if (this.timer && this.running && this.running.began > this.doubtedAt) return this.running.end;
    return this.look();
  }

  /** Asks what was altered, beginning no earlier than now. Throws `database_unavailable`. */
  look(): Promise<void> {
    if (!this.running) return this.begin();
    // What runs may have asked too early: all that come meanwhile share the question after it.
    this.next ??= this.running.end
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.look();
      });
    return this.next;
  }

  private lookAside(): void {
    this.look().catch(() => undefined);
  }

  private begin(): Promise<void> {
    const began = performance.now();
    const end = this.ask(began).finally(() => {
      this.running = undefined;
    });
    this.running = { began, end };
    return end;
  }

  private async ask(began: number): Promise<void> {
    const anew = this.seen === null || began - this.askedAt > SLEPT_MS;
    try {
      const [row] = await this.line.query<{ seen: string; news: News[] | null }>(
        anew
          ? { name: 'cache_first', text: FIRST }
          : { name: 'cache_since', text: SINCE, values: [this.seen] },
      );
      if (!row) throw new Error('A snapshot was asked for, and none came.');
      if (anew) this.tell(null);
      else if (row.news !== null) this.tell(row.news);
      this.seen = row.seen;
      this.askedAt = began;
    } catch (error) {
      throw asAppError(error);
    }
  }

  private tell(news: readonly News[] | null): void {
    this.generation += 1;
    for (const forget of this.keepers) forget(news);
  }
}

const holder = globalThis as { policyFeed?: Feed };

/** The feed of this process. */
export function feed(): Feed {
  holder.policyFeed ??= new Feed();
  return holder.policyFeed;
}
