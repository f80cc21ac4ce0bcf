import 'server-only';
import { type Denial, DenialTally, keepablePath, type ManyDenials } from '@/lib/domain/denials';
import { AppError } from '@/lib/domain/errors';
import { now } from '@/lib/time';
import { type AuditLine, recordRefusal } from './audit';
import type { Context } from './context';
import { asAppError } from './database-errors';

/** Entries that wait while the database is away; what comes beyond stands in the log alone. */
const MOST_WAITING = 1_000;
const TICK_MS = 5_000;

interface Entry {
  context: Context;
  line: AuditLine;
  code: string;
}

function entryOf({ code, what, path, permission, ...context }: Denial): Entry {
  const after = { path: keepablePath(path), ...(permission && { permission }) };
  const subject = { kind: what.kind, id: keepablePath(what.id) };
  return { context, line: { action: 'access.denied', subject, after }, code };
}

function entryOfMany({ since, count, attempts, ...context }: ManyDenials): Entry {
  const [first] = attempts;
  const alike = attempts.length === 1 && first !== undefined;
  const after = {
    denials: count,
    since,
    attempts: attempts.map(
      ({ what, code, count: times }) => `${times} × ${keepablePath(what.id)} (${code})`,
    ),
  };
  const subject = alike ? first.what : { kind: 'route', id: 'several' };
  return {
    context,
    line: { action: 'access.denied', subject, after },
    code: alike ? first.code : 'forbidden',
  };
}

const write = ({ context, line, code }: Entry) => recordRefusal(context, line, code);

/**
 * Puts denials into the audit, behind the answers: who was denied something waits for nothing, and
 * whatever becomes of the entry, the denial stands. While the database is away, entries wait.
 */
export class DenialBook {
  private readonly tally = new DenialTally();
  private readonly waiting: Entry[] = [];
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly keep: (entry: Entry) => Promise<void> = write) {}

  /** Takes a denial, at its own moment. Never throws. */
  note(denial: Denial): void {
    this.endMinutes(denial.now);
    if (this.tally.take(denial)) this.push(entryOf(denial));
    this.timer ??= setInterval(() => this.tick(now()), TICK_MS).unref();
  }

  /** Tells what is over at a moment, and tries again what could not be written. */
  tick(now: Date): void {
    this.endMinutes(now);
    this.drain();
    if (this.tally.counting || this.waiting.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Resolves once what is to be told so far is written, or could not be. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
  }

  /** Tells everything, also of minutes that are not over; for the end of the process. */
  async close(): Promise<void> {
    this.endMinutes();
    this.drain();
    clearInterval(this.timer);
    this.timer = undefined;
    await this.settled();
  }

  private endMinutes(now?: Date): void {
    for (const many of this.tally.over(now)) this.push(entryOfMany(many));
  }

  private push(entry: Entry): void {
    if (this.waiting.length < MOST_WAITING) this.waiting.push(entry);
    this.drain();
  }

  private drain(): void {
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
  }

  private async writeAll(): Promise<void> {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      try {
        await this.keep(next);
      } catch (error) {
        // The next tick tries again what only has to wait; nothing else may stand in the way.
        if (asAppError(error) instanceof AppError) return;
      }
      this.waiting.shift();
    }
  }
}

const holder = globalThis as { denialBook?: DenialBook };

/** Has a denial audited as `access.denied`, some time soon. Never throws, and nobody waits for it. */
export function noteDenial(denial: Denial): void {
  holder.denialBook ??= new DenialBook();
  holder.denialBook.note(denial);
}
