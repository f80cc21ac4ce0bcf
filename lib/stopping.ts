import 'server-only';

// Next bundles what starts with the server apart from its routes: only the process is common.
const holder = globalThis as { switchyardStopping?: boolean };

/** Whether this process was asked to end, and finishes only what it has begun. */
export function isStopping(): boolean {
  return holder.switchyardStopping === true;
}

/** From now on it is. */
export function beginToStop(): void {
  holder.switchyardStopping = true;
}
