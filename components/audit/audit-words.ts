import type { AuditView } from '@/lib/domain/views';
import type { Tone } from '../ui/badge';

const ACTIONS: Record<string, string> = {
  'template.create': 'Created template',
  'template.update': 'Changed template',
  'template.archive': 'Archived template',
  'template.change': 'Changed template',
  'account.assign': 'Assigned template',
  'account.override': 'Changed overrides',
  'account.tag': 'Changed tags',
  'account.change': 'Changed account policy',
  'account.sync': 'Stripe changed account',
  'account.connect': 'Account connected again',
  'account.disconnect': 'Account disconnected',
  'mirror.sync': 'Started sync',
  'mirror.cancel': 'Cancelled sync',
  'rules.replace': 'Replaced rules',
  'approvals.replace': 'Replaced approval rules',
  'guardrails.replace': 'Replaced guardrails',
  'change.draft': 'Drafted change',
  'change.submit': 'Submitted change',
  'change.edit': 'Edited change',
  'change.approve': 'Approved change',
  'change.reject': 'Rejected change',
  'change.withdraw': 'Withdrew change',
  'change.schedule': 'Scheduled change',
  'change.unschedule': 'Unscheduled change',
  'change.apply': 'Applied change',
  'change.emergency_apply': 'Emergency apply',
  'change.apply_due': 'Applied on time',
  'change.fail': 'Change failed',
  'change.revoke': 'Approval fell',
  'bulk_job.start': 'Started bulk job',
  'bulk_job.pause': 'Paused bulk job',
  'bulk_job.resume': 'Resumed bulk job',
  'bulk_job.cancel': 'Cancelled bulk job',
  'bulk_job.halt': 'Bulk job stopped',
  'bulk_job.finish': 'Finished bulk job',
  'bulk_job.fail': 'Bulk job failed',
  'session.mint': 'Mint',
  'fee.refund': 'Refunded application fee',
  'user.sign_in': 'Sign-in',
  'user.link': 'Linked to single sign-on',
  'user.create': 'Created user',
  'user.disable': 'Disabled user',
  'user.enable': 'Enabled user',
  'user.role': 'Changed role',
  'user.password': 'Changed password',
  'user.sign_out': 'Signed out everywhere',
  'invitation.create': 'Invited',
  'invitation.renew': 'Made invitation anew',
  'invitation.revoke': 'Revoked invitation',
  'invitation.accept': 'Accepted invitation',
  'notice_endpoint.create': 'Added endpoint',
  'notice_endpoint.update': 'Changed endpoint',
  'notice_endpoint.remove': 'Removed endpoint',
  'notice_endpoint.rotate': 'Rotated secret',
  'notice_endpoint.give_up_secret': 'Gave up unreadable secret',
  'notice_endpoint.test': 'Sent test notice',
  'notice_endpoint.pause': 'Paused endpoint',
  'notice_endpoint.redeliver': 'Redelivered notice',
  'sealed_secrets.rotate': 'Sealed secrets anew',
  'token.create': 'Created token',
  'token.rotate': 'Rotated token',
  'token.revoke': 'Revoked token',
  'access.denied': 'Denied',
};

/** What the audit can be narrowed down to by action; the API matches up to a dot. */
export const ACTION_FILTERS: readonly { value: string; text: string }[] = [
  { value: 'template', text: 'Templates' },
  { value: 'account', text: 'Account policies' },
  { value: 'account.assign', text: 'Assignments' },
  { value: 'account.override', text: 'Overrides' },
  { value: 'account.tag', text: 'Tags' },
  { value: 'account.sync', text: 'Changes at Stripe' },
  { value: 'mirror', text: 'Syncs' },
  { value: 'rules', text: 'Rules' },
  { value: 'change', text: 'Reviews of changes' },
  { value: 'change.emergency_apply', text: 'Emergency applies' },
  { value: 'session.mint', text: 'Mints' },
  { value: 'fee', text: 'Refunds of fees' },
  { value: 'user', text: 'Users and sign-ins' },
  { value: 'invitation', text: 'Invitations' },
  { value: 'notice_endpoint', text: 'Notices' },
  { value: 'token', text: 'API tokens' },
  { value: 'access', text: 'Denied attempts' },
];

/** How an act ended, as the audit can be narrowed down to it. */
export const OUTCOME_FILTERS: readonly { value: string; text: string }[] = [
  { value: 'succeeded', text: 'Succeeded' },
  { value: 'refused', text: 'Refused' },
  { value: 'failed', text: 'Failed' },
  { value: 'unknown', text: 'End not known' },
];

/** An action in words; one that is new to the page stands as it is written. */
export function actionWord(action: string): string {
  return ACTIONS[action] ?? action;
}

/** Actions that reach beyond the database, so that no outcome means that the end is not known. */
const HAS_OUTCOME = new Set(['session.mint', 'fee.refund']);

/** How an act ended: its word and tone; null for acts that simply happened. */
export function outcomeWord({ action, outcome }: AuditView): { word: string; tone: Tone } | null {
  if (!outcome) return HAS_OUTCOME.has(action) ? { word: 'Unknown', tone: 'limit' } : null;
  return {
    succeeded: { word: 'Succeeded', tone: 'on' as const },
    failed: { word: 'Failed', tone: 'danger' as const },
    refused: { word: 'Refused', tone: 'limit' as const },
  }[outcome.result];
}
