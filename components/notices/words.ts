import type { SendError } from '@/lib/domain/notice-attempts';
import type { AttemptView, DeliveryStatus, EndpointState } from '@/lib/domain/notice-endpoints';
import {
  NOTICE_EVENTS,
  type NoticeEvent,
  type NoticeType,
  REACHES,
  type Reach,
} from '@/lib/domain/notices';
import type { Tone } from '../ui/badge';

const TYPES: Readonly<Record<NoticeType, string>> = {
  'change.in_review': 'In review',
  'change.approved': 'Approved',
  'change.rejected': 'Rejected',
  'change.withdrawn': 'Withdrawn',
  'change.scheduled': 'Scheduled',
  'change.applied': 'Applied',
  'change.failed': 'Failed',
  'change.reverted': 'Reverted',
  'notice.test': 'Test',
};

/** What a notice tells, in a word. */
export const typeWord = (type: NoticeType): string => TYPES[type];

/** How far a change reaches, in a word and in a sentence. */
export const REACH_WORDS: Readonly<Record<Reach, { word: string; means: string }>> = {
  template: { word: 'Template', means: 'Template-wide: all accounts that have it' },
  rules: { word: 'Rules', means: 'Which accounts have which template' },
  account: { word: 'One account', means: 'Its overrides, assignment or tags' },
  accounts: { word: 'Several accounts', means: 'Many accounts, each by itself' },
  governance: { word: 'Governance', means: 'Approval rules and guardrails' },
};

export const STATE_WORDS: Readonly<Record<EndpointState, { word: string; tone: Tone }>> = {
  new: { word: 'Nothing sent yet', tone: 'neutral' },
  works: { word: 'Works', tone: 'on' },
  failing: { word: 'Failing', tone: 'danger' },
  paused: { word: 'Paused', tone: 'neutral' },
  gone: { word: 'Gone', tone: 'limit' },
};

export const STATUS_WORDS: Readonly<Record<DeliveryStatus, { word: string; tone: Tone }>> = {
  pending: { word: 'Waiting', tone: 'accent' },
  delivered: { word: 'Delivered', tone: 'on' },
  failed: { word: 'Failed', tone: 'danger' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
};

const ERRORS: Readonly<Record<SendError, string>> = {
  timeout: 'no answer within 10 seconds',
  not_resolved: 'the name leads to no address',
  address_refused: 'the name leads to an address that nothing is sent to',
  no_connection: 'nobody listens there',
  not_secure: 'the connection was not secure: look at its certificate',
  broken_off: 'the connection broke off',
  secret_unreadable:
    'the secret cannot be read, because the key that it was sealed with is not in SECRETS_KEY or SECRETS_KEYS_OLD: add the key, or rotate the secret',
};

/** How an attempt ended, in words: "answered 500", "nobody listens there". */
export function attemptWords({ httpStatus, error }: Pick<AttemptView, 'httpStatus' | 'error'>) {
  if (error !== null) return ERRORS[error];
  const redirect = httpStatus !== null && httpStatus >= 300 && httpStatus < 400;
  return `answered ${httpStatus}${redirect ? ', and redirects are not followed' : ''}`;
}

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** What an endpoint gets, in a sentence. */
export function wantedWords(events: readonly NoticeEvent[], reaches: readonly Reach[]): string {
  const steps =
    events.length === NOTICE_EVENTS.length
      ? 'Every step of a change'
      : `Changes that are ${listed(events.map((event) => typeWord(event).toLowerCase()))}`;
  const reach =
    reaches.length === REACHES.length
      ? 'whatever it reaches'
      : `reaching ${listed(reaches.map((one) => REACH_WORDS[one].word.toLowerCase()))}`;
  return `${steps}, ${events.length === NOTICE_EVENTS.length ? reach : reach.replace('it reaches', 'they reach')}.`;
}
