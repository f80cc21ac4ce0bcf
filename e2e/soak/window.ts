import { percentile } from '../bench/figures';
import type { Ended } from '../traffic/ledger';

/** One act, as it ended. */
export interface Ending {
  actor: string;
  /** From the moment that it was to begin, so that what waits is not left out. */
  ms: number;
  status: Ended;
}

/** What an actor met with in a window. */
export interface Met {
  count: number;
  p50: number;
  p99: number;
  /** How often it ended how. */
  statuses: Record<string, number>;
}

/** Values by what `key` says of each. */
function grouped<Value>(values: readonly Value[], key: (value: Value) => string) {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return groups;
}

const rounded = (ms: number) => Math.round(ms * 100) / 100;

/** Collects how acts end, window by window. */
export class Window {
  #endings: Ending[] = [];

  add(ending: Ending): void {
    this.#endings.push(ending);
  }

  /** What has ended since the last time, by actor; actors that did nothing are left out. */
  take(): Record<string, Met> {
    const by = grouped(this.#endings, ({ actor }) => actor);
    this.#endings = [];
    return Object.fromEntries(
      [...by].map(([actor, endings]) => {
        const took = endings.map(({ ms }) => ms);
        const statuses = grouped(endings, ({ status }) => String(status));
        return [
          actor,
          {
            count: endings.length,
            p50: rounded(percentile(took, 0.5)),
            p99: rounded(percentile(took, 0.99)),
            statuses: Object.fromEntries(
              [...statuses].map(([name, ended]) => [name, ended.length]),
            ),
          },
        ];
      }),
    );
  }
}
