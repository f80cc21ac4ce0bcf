import type { AuditView } from '@/lib/domain/views';
import { CONTROLLERS } from '@/lib/domain/words/controllers';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

const CONDITIONS: Record<string, (values: string[]) => string> = {
  country: (values) => `country is ${values.join(' or ')}`,
  controller: (values) =>
    `controller is ${values.map((kind) => CONTROLLERS[kind as keyof typeof CONTROLLERS] ?? kind).join(' or ')}`,
  capability: (values) => `${values.join(' or ')} is active`,
  tag: (values) => `tagged ${values.join(' or ')}`,
  emailDomain: (values) => `email at ${values.join(' or ')}`,
};

function ruleLine(rule: unknown, index: number): [string, string] {
  const { when, template } = isObject(rule) ? rule : {};
  const conditions = Object.entries(isObject(when) ? when : {}).map(
    ([name, values]) => CONDITIONS[name]?.(list(values)) ?? `${name} ${list(values).join(' or ')}`,
  );
  return [`Rule ${index + 1}`, `${conditions.join(' and ')} → ${String(template)}`];
}

/** Rules as they stand after a change, one line each. */
function ruleLines(after: Record<string, unknown>): [string, string][] {
  const rules = Array.isArray(after.rules) ? after.rules : [];
  return [...rules.map(ruleLine), ['Otherwise', String(after.default)]];
}

const worded = (value: unknown): string => {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'object'
    ? list(value).join(', ') || JSON.stringify(value)
    : String(value);
};

/** What users, invitations and tokens are kept with, by the names that people know. */
const NAMES: Record<string, string> = {
  name: 'Name',
  email: 'Email',
  role: 'Role',
  prefix: 'Begins with',
  scopes: 'Scopes',
  expiresAt: 'Expires',
  overlapEndsAt: 'Old token works until',
  successor: 'New token',
  oldSecretEndsAt: 'Old secret signs until',
  url: 'Address',
  description: 'Name',
  events: 'Notices of',
  reaches: 'Reaching',
  paused: 'Paused',
  notice: 'Notice',
  type: 'Of',
  invitation: 'Invitation',
  before: 'Sessions from before',
  disconnectedAt: 'Disconnected',
  because: 'Because',
  kind: 'Kind',
  pages: 'Pages',
  accounts: 'Accounts',
  path: 'Asked for',
  permission: 'Lacking',
  denials: 'Denied',
  since: 'Since',
  attempts: 'Of these',
};

/** Ends that are null because there is none. */
const ENDLESS = new Set(['expiresAt']);

function fact(name: string, value: unknown, old: unknown): [string, string] {
  const now = value === null && ENDLESS.has(name) ? 'never' : worded(value);
  const changed = old !== undefined && worded(old) !== now;
  return [NAMES[name] ?? name, changed ? `${worded(old)} → ${now}` : now];
}

/**
 * What an act left behind, as pairs to show: rules in words, anything else by its names, with the
 * value of before where it was another.
 */
export function plainFacts({ subject, before, after }: AuditView): [string, string][] {
  if (!isObject(after)) return [];
  if (subject.kind === 'rules' && Array.isArray(after.rules)) return ruleLines(after);
  const old = isObject(before) ? before : {};
  return Object.entries(after).map(([name, value]) => fact(name, value, old[name]));
}
