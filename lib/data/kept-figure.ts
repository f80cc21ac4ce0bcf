/** A figure is recent for so long: nobody minds that it was not worked out this moment. */
export const RECENT_MS = 10_000;

/** A figure that is older than this is given to nobody. */
export const OLDEST_MS = 5 * 60_000;

/**
 * A figure that takes too long for a page to wait for. It is kept in this process with the moment that
 * it is of, which whoever shows it has to show as well, and worked out anew behind the answer.
 */
export class KeptFigure<T> {
  private latest: { value: T; at: number } | undefined;
  private running: Promise<T> | undefined;

  constructor(private readonly work: (at: Date) => Promise<T>) {}

  /** The latest figure, at most `OLDEST_MS` before now; throws as the work does where there is none. */
  async read(now: Date): Promise<T> {
    const age = this.latest ? now.getTime() - this.latest.at : Number.POSITIVE_INFINITY;
    // One from a clock that runs ahead says nothing of how old it is.
    const holds = age >= 0 && age <= OLDEST_MS;
    if (holds && age <= RECENT_MS && this.latest) return this.latest.value;
    const next = this.begin(now);
    if (!holds || !this.latest) return next;
    // Nobody waits for it, and whoever asks next tries again.
    next.catch(() => undefined);
    return this.latest.value;
  }

  /** Works the figure out anew, once however many ask for it meanwhile. */
  private begin(now: Date): Promise<T> {
    this.running ??= this.work(now)
      .then((value) => {
        this.latest = { value, at: now.getTime() };
        return value;
      })
      .finally(() => {
        this.running = undefined;
      });
    return this.running;
  }
}
