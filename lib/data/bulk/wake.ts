import 'server-only';

// Next bundles what starts with the server apart from its routes: only the process is common.
const holder = globalThis as { switchyardBulk?: () => void };

/** Says who is to be told when a bulk job may have something to do. */
export function onBulk(wake: () => void): void {
  holder.switchyardBulk = wake;
}

/** Tells that a bulk job may have something to do, once that is committed. Without a runner: nothing. */
export function wakeBulk(): void {
  holder.switchyardBulk?.();
}
