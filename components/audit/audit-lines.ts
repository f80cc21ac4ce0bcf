import type { Cell } from '@/lib/domain/cells';
import { type DiffLine, diffAccount, diffTemplate } from '@/lib/domain/diff';
import type { AccountState, OverrideState, TemplateState } from '@/lib/domain/state';
import type { AuditView } from '@/lib/domain/views';
import { cellName, settingWord } from '@/lib/domain/words/cells';
import { tagsWord } from '@/lib/domain/words/diff';

/** One difference in words. A moment is ISO 8601 in `until`, for the page to show in its zone. */
export interface AuditLineWords {
  key: string;
  what: string;
  /** null where `after` says by itself what changed. */
  before: string | null;
  after: string;
  until?: string | null;
  note?: string | null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const tagList = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

/** A state as JSON keeps it, with its moments as moments again. */
function accountState(json: Record<string, unknown>): AccountState {
  const overrides = isObject(json.overrides) ? json.overrides : {};
  return {
    account: String(json.account),
    revision: Number(json.revision),
    template: (json.template as string | null) ?? null,
    tags: tagList(json.tags),
    overrides: Object.fromEntries(
      (Object.entries(overrides) as [Cell, Record<string, string | null>][]).map(([cell, o]) => [
        cell,
        {
          ...(o as unknown as OverrideState),
          expiresAt: o.expiresAt ? new Date(o.expiresAt) : null,
        },
      ]),
    ),
  };
}

function templateState(json: Record<string, unknown>): TemplateState {
  return { ...(json as unknown as TemplateState), settings: (json.settings ?? {}) as never };
}

const FIELDS: Record<string, string> = {
  name: 'Name',
  extends: 'Parent',
  archived: 'Archived',
  template: 'Template',
};

function fieldValue(field: string, value: unknown): string {
  if (field === 'archived') return value ? 'yes' : 'no';
  if (value === null || value === undefined) {
    return { extends: 'none', template: 'by rules and default' }[field] ?? 'nothing';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function words(line: DiffLine): AuditLineWords {
  if (line.field === 'tags') {
    const after = tagsWord(tagList(line.before), tagList(line.after));
    return { key: 'tags', what: 'Tags', before: null, after };
  }
  if (line.cell === undefined) {
    return {
      key: line.field,
      what: FIELDS[line.field] ?? line.field,
      before: fieldValue(line.field, line.before),
      after: fieldValue(line.field, line.after),
    };
  }
  return {
    key: line.cell,
    what: cellName(line.cell),
    before: settingWord(line.before),
    after: settingWord(line.after),
    // An override that is gone has neither an end nor a note.
    ...(line.after !== 'inherit' && line.expiresAt && { until: line.expiresAt.after }),
    ...(line.after !== 'inherit' && line.note && { note: line.note.after }),
  };
}

/** What an audited change of policy did, in words; null where it is no such change. */
export function changeLines({ subject, before, after }: AuditView): AuditLineWords[] | null {
  if (!isObject(after)) return null;
  if (subject.kind === 'template' && 'settings' in after) {
    const old = isObject(before) ? templateState(before) : null;
    return diffTemplate(old, templateState(after)).map(words);
  }
  if (subject.kind === 'account' && 'overrides' in after && isObject(before)) {
    return diffAccount(accountState(before), accountState(after)).map(words);
  }
  return null;
}

/** What a mint sent, and what came of it beside its outcome, as pairs to show. */
export function mintFacts({ action, after, outcome }: AuditView): [string, string][] | null {
  if (action !== 'session.mint' || !isObject(after)) return null;
  const facts: [string, string][] = [];
  if (after.purpose === 'live_preview') facts.push(['Purpose', 'live preview']);
  if (Array.isArray(after.components)) facts.push(['Asked for', after.components.join(', ')]);
  if (isObject(after.asked)) facts.push(['Asked for', Object.keys(after.asked).join(', ')]);
  if (Array.isArray(after.cut) && after.cut.length > 0) {
    facts.push(['Cut', after.cut.join(', ')]);
  }
  if (isObject(after.send)) facts.push(['Sent', Object.keys(after.send).join(', ')]);
  if (isObject(after.template)) {
    facts.push(['Template', `${after.template.key}, revision ${after.template.revision}`]);
  }
  if (outcome?.code) facts.push(['Code', outcome.code]);
  const detail = isObject(outcome?.detail) ? outcome.detail : {};
  if (typeof detail.stripeRequestId === 'string') {
    facts.push(['Stripe request', detail.stripeRequestId]);
  }
  if (Array.isArray(detail.drift) && detail.drift.length > 0) {
    const cells = detail.drift.map((drift) => (isObject(drift) ? String(drift.cell) : ''));
    facts.push(['Drift', cells.join(', ')]);
  }
  return facts;
}
