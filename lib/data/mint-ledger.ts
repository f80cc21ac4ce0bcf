import 'server-only';
import { DatabaseLine, isRefusal } from '@/lib/db-line';
import { asAppError } from './database-errors';

/** An entry that waits to be committed, as JSON in the columns' names. */
export interface Opened {
  line: string;
  /** The snapshot that its policy was resolved from. */
  seen: string;
  /** What it sends: its text goes along until it is known to be kept under its digest. */
  sent: { digest: string; json: string };
}

interface Waiting extends Opened {
  resolve: (id: bigint | null) => void;
  reject: (error: unknown) => void;
}

interface Ending {
  line: string;
  tries: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Most lines of one group: a group's commit is waited for by all that are in it. */
const MOST = 100;
/** Longest pause between two groups. */
const MOST_PAUSE_MS = 3;
/** How long outcomes wait for entries to go along with; nobody waits for an outcome. */
const ENDS_WAIT_MS = 8;
/** How often an outcome is written anew after a failure; the entry stays open after that. */
const TRIES = 20;
const PAUSE_MS = 250;
/** Digests that are remembered as kept. */
const KNOWN = 10_000;

const COMMIT = {
  name: 'commit_mints',
  text: `SELECT commit_mints($1::text::pg_snapshot, $2::jsonb, $3::jsonb, $4::jsonb,
    (16 + pg_backend_pid() % 16)::smallint) AS ids`,
};

const listOf = (lines: readonly { line: string }[]) =>
  `[${lines.map(({ line }) => line).join(',')}]`;

/**
 * Commits the audit's entries of mints in groups: whatever waits while a group is being committed
 * makes up the next one. So a mint costs a fraction of a commit where there are many, and waits for
 * nobody where there is one.
 */
export class MintLedger {
  private readonly opening: Waiting[] = [];
  private readonly ending: Ending[] = [];
  private readonly line = new DatabaseLine('mints');
  private readonly known = new Set<string>();
  private committing = false;
  /** When the next group may begin: what comes until then goes along. */
  private notBefore = 0;
  private timer: { at: number; cancel: () => void } | undefined;
  private open = 0;
  private idle: (() => void)[] = [];

  /**
   * Commits an entry; its id once it is durable, or null where something was altered after the
   * snapshot, and nothing was written. Throws `database_unavailable`.
   */
  enter(entry: Opened): Promise<bigint | null> {
    return new Promise((resolve, reject) => {
      this.opening.push({ ...entry, resolve, reject });
      this.schedule(0);
    });
  }

  /** Commits how a mint ended, with the next group. Rejects where that failed for good. */
  end(line: string): Promise<void> {
    this.open += 1;
    const written = new Promise<void>((resolve, reject) => {
      this.ending.push({ line, tries: 0, resolve, reject });
      this.schedule(ENDS_WAIT_MS);
    });
    const done = () => {
      this.open -= 1;
      if (this.open === 0) for (const tell of this.idle.splice(0)) tell();
    };
    written.then(done, done);
    return written;
  }

  /** Resolves once all outcomes so far are written, or given up. */
  settled(): Promise<void> {
    if (this.open === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  async close(): Promise<void> {
    await this.settled();
    await this.line.close();
  }

  /** Has a group begin once it may, and so many milliseconds from now at the latest. */
  private schedule(withinMs: number): void {
    if (this.committing) return;
    const now = performance.now();
    const at = Math.max(this.notBefore, now + withinMs);
    if (this.timer && this.timer.at <= at) return;
    this.timer?.cancel();
    const begin = () => {
      this.timer = undefined;
      void this.commitNext();
    };
    if (at > now) {
      const later = setTimeout(begin, at - now);
      this.timer = { at, cancel: () => clearTimeout(later) };
    } else {
      // What comes in the same turn goes along.
      const soon = setImmediate(begin);
      this.timer = { at, cancel: () => clearImmediate(soon) };
    }
  }

  /**
   * Commits what waits. Before the next group there is a pause of a quarter of the time that this one
   * took: what comes meanwhile goes along, and the more there is to do, the larger groups are.
   */
  private async commitNext(): Promise<void> {
    this.committing = true;
    const began = performance.now();
    // One that failed before goes by itself, so that no other fails with it.
    const failed = this.ending[0]?.tries ? this.ending.splice(0, 1) : [];
    if (failed.length > 0) await this.commit([], failed);
    else await this.commit(this.takeOpened(), this.takeEnded());
    this.committing = false;
    const ended = performance.now();
    this.notBefore = ended + Math.min((ended - began) / 4, MOST_PAUSE_MS);
    if (this.opening.length > 0) this.schedule(0);
    else if (this.ending.length > 0) this.schedule(ENDS_WAIT_MS);
  }

  /** The first that wait and were resolved from one snapshot. */
  private takeOpened(): Waiting[] {
    const seen = this.opening[0]?.seen;
    const other = this.opening.findIndex((waiting) => waiting.seen !== seen);
    return this.opening.splice(0, Math.min(other < 0 ? MOST : other, MOST));
  }

  private takeEnded(): Ending[] {
    const failed = this.ending.findIndex(({ tries }) => tries > 0);
    return this.ending.splice(0, Math.min(failed < 0 ? MOST : failed, MOST));
  }

  private async commit(opened: Waiting[], ended: Ending[]): Promise<void> {
    try {
      const ids = await this.write(opened, ended);
      for (const { resolve } of ended) resolve();
      for (const [n, { resolve }] of opened.entries()) resolve(ids && BigInt(ids[n] as string));
    } catch (error) {
      if (isRefusal(error) && opened.length + ended.length > 1) {
        // One of them is refused; each for itself, so that the others are not.
        for (const one of opened) await this.commit([one], []);
        for (const one of ended) await this.commit([], [one]);
        return;
      }
      const known = asAppError(error);
      for (const { reject } of opened) reject(known);
      this.again(ended, error);
    }
  }

  private async write(opened: readonly Waiting[], ended: readonly Ending[]) {
    const sent = new Map(
      opened
        .filter(({ sent: { digest } }) => !this.known.has(digest))
        .map(({ sent: { digest, json } }) => [digest, json]),
    );
    const texts = [...sent].map(([digest, json]) => `"${digest}":${json}`);
    const [row] = await this.line.query<{ ids: string[] | null }>({
      ...COMMIT,
      // Outcomes alone depend on no snapshot: this one has seen everything there will be.
      values: [
        opened[0]?.seen ?? EVERYTHING,
        `{${texts.join(',')}}`,
        listOf(opened),
        listOf(ended),
      ],
    });
    const ids = row?.ids ?? null;
    if (ids !== null) this.remember(sent.keys());
    return ids;
  }

  private remember(digests: Iterable<string>): void {
    if (this.known.size > KNOWN) this.known.clear();
    for (const digest of digests) this.known.add(digest);
  }

  /** Outcomes that could not be written wait a moment and come again. */
  private again(ended: readonly Ending[], error: unknown): void {
    for (const one of ended) {
      one.tries += 1;
      if (one.tries >= TRIES || isRefusal(error)) {
        one.reject(error);
        continue;
      }
      setTimeout(() => {
        this.ending.push(one);
        this.schedule(0);
      }, PAUSE_MS * one.tries).unref();
    }
  }
}

/** A snapshot after every transaction there can be. */
const EVERYTHING = '9223372036854775807:9223372036854775807:';

const holder = globalThis as { mintLedger?: MintLedger };

/** The ledger of this process. */
export function mintLedger(): MintLedger {
  holder.mintLedger ??= new MintLedger();
  return holder.mintLedger;
}
