import 'server-only';

// Next bundles what starts with the server apart from its routes: only the process is common.
const holder = globalThis as { switchyardNotices?: () => void };

/** Says who is to be told when notices may be waiting. */
export function onNotices(wake: () => void): void {
  holder.switchyardNotices = wake;
}

/** Tells that notices may be waiting, once they are committed. Without a sender: nothing. */
export function wakeNotices(): void {
  holder.switchyardNotices?.();
}
