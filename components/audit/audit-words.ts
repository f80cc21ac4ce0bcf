import type { AuditView } from '@/lib/domain/views';
import type { Tone } from '../ui/badge';

const ACTIONS: Record<string, string> = {
  'template.create': 'Created template',
  'template.update': 'Changed template',
  'template.archive': 'Archived template',
  'template.change': 'Changed template',
  'account.assign': 'Assigned template',
  'account.override': 'Changed overrides',
  'account.change': 'Changed account policy',
  'rules.replace': 'Replaced rules',
  'session.mint': 'Mint',
  'user.sign_in': 'Sign-in',
  'user.create': 'Created user',
  'user.disable': 'Disabled user',
  'token.create': 'Created token',
  'token.revoke': 'Revoked token',
};

/** What the audit can be narrowed down to by action; the API matches up to a dot. */
export const ACTION_FILTERS: readonly { value: string; text: string }[] = [
  { value: 'template', text: 'Templates' },
  { value: 'account', text: 'Account policies' },
  { value: 'account.assign', text: 'Assignments' },
  { value: 'account.override', text: 'Overrides' },
  { value: 'rules', text: 'Rules' },
  { value: 'session.mint', text: 'Mints' },
  { value: 'user', text: 'Users and sign-ins' },
  { value: 'token', text: 'API tokens' },
];

/** An action in words; one that is new to the page stands as it is written. */
export function actionWord(action: string): string {
  return ACTIONS[action] ?? action;
}

/** Actions that reach beyond the database, so that no outcome means that the end is not known. */
const HAS_OUTCOME = new Set(['session.mint']);

/** How an act ended: its word and tone; null for acts that simply happened. */
export function outcomeWord({ action, outcome }: AuditView): { word: string; tone: Tone } | null {
  if (!outcome) return HAS_OUTCOME.has(action) ? { word: 'Unknown', tone: 'limit' } : null;
  return {
    succeeded: { word: 'Succeeded', tone: 'on' as const },
    failed: { word: 'Failed', tone: 'danger' as const },
    refused: { word: 'Refused', tone: 'limit' as const },
  }[outcome.result];
}
