import 'server-only';

/** What may be waiting: a run through all accounts, single accounts to fetch, or application fees. */
export type MirrorWork = 'sync' | 'refresh' | 'fees';

// Next bundles what starts with the server apart from its routes: only the process is common.
const holder = globalThis as { switchyardMirror?: (work: MirrorWork) => void };

/** Says who is to be told when the mirror has something to do. */
export function onMirrorWork(wake: (work: MirrorWork) => void): void {
  holder.switchyardMirror = wake;
}

/** Tells that there is something to do, once it is committed. Without a worker: nothing. */
export function wakeMirror(work: MirrorWork): void {
  holder.switchyardMirror?.(work);
}
