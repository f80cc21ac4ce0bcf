import type { SyncView } from '@/lib/domain/mirror';
import type { Tone } from '../ui/badge';

/** How a run stands, in a word. */
export const STATES: Readonly<Record<SyncView['status'], { word: string; tone: Tone }>> = {
  running: { word: 'Running', tone: 'accent' },
  done: { word: 'Done', tone: 'on' },
  failed: { word: 'Failed', tone: 'danger' },
  cancelled: { word: 'Cancelled', tone: 'limit' },
};

const WAITS: Record<string, string> = {
  rate_limited: 'Stripe limits the rate of calls.',
  stripe_timeout: 'Stripe does not answer in time.',
  stripe_unavailable: 'Stripe cannot be reached or has trouble.',
};

/** What a run waits for to pass, in a sentence. */
export const waitWords = (code: string): string => WAITS[code] ?? 'Stripe has trouble.';

const number = (value: number) => value.toLocaleString('en-US');

const count = (value: number, one: string) => `${number(value)} ${one}${value === 1 ? '' : 's'}`;

/** Accounts a second since a run began; null as long as that would say nothing. */
export function rateOf({ accounts, startedAt, heartbeatAt }: SyncView): number | null {
  const seconds = (Date.parse(heartbeatAt) - Date.parse(startedAt)) / 1000;
  return seconds < 1 || accounts === 0 ? null : Math.max(1, Math.round(accounts / seconds));
}

/** How far a run has come, in a sentence. Stripe tells no total, so there is no "of how many". */
export function progressWords(run: SyncView): string {
  if (run.phase === 'checking') {
    return `${count(run.accounts, 'account')} listed. Asking Stripe for those that the list no longer has: ${number(run.checked)} so far.`;
  }
  const rate = rateOf(run);
  const speed = rate === null ? '' : `, about ${number(rate)} a second`;
  return `${count(run.accounts, 'account')} on ${count(run.pages, 'page')} so far${speed}.`;
}

/** What a run that has ended did, in a sentence. */
export function outcomeWords({ accounts, added, changed, disconnected }: SyncView): string {
  const parts = [
    `${number(added)} new`,
    `${number(changed)} changed`,
    `${number(disconnected)} disconnected`,
  ];
  return `${count(accounts, 'account')}: ${parts.join(', ')}.`;
}
