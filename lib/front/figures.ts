import type { connections } from '@/lib/db';
import { type Measured, measure, together } from '@/lib/metrics/expose';

/** What the front tells of metrics. */
export interface Figures {
  /** What is to be added to what the console has; `own` is that. */
  beside(own: Measured): Promise<Measured[]>;
  /** The console has ended: what it last told goes on to count. */
  keep(): Promise<void>;
}

/**
 * Counters begin anew with the process that counts. Were they shown as a sum with one that goes on,
 * the sum would go back, and Prometheus would take all that is left of it for new. So what a console
 * that has ended was last asked for stays in the sum.
 */
export function createFigures(held: typeof connections): Figures {
  let last: Measured | null = null;
  let kept: Measured | null = null;
  return {
    async beside(own) {
      last = own;
      const front = await measure(held());
      return kept ? [front, kept] : [front];
    },
    async keep() {
      if (!last) return;
      const counted = last.filter(({ name, type }) => {
        // prom-client's types call them numbers; in what it hands out they are words.
        const kind = String(type);
        return name.startsWith('switchyard_') && (kind === 'counter' || kind === 'histogram');
      });
      last = null;
      kept = await together(kept ? [kept, counted] : [counted]);
    },
  };
}
