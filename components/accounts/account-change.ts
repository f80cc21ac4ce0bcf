import type { Cell } from '@/lib/domain/cells';
import type { OverrideLayer, PolicyInput } from '@/lib/domain/policy';
import type { Setting } from '@/lib/domain/settings';
import type { AccountDetail, ChangeView, OverrideView } from '@/lib/domain/views';
import type { WireEdit } from '../edits/post-change';

/** An account as its page has it: what is told of it, and what decides its policy. */
export interface AccountOnPage {
  revision: number;
  account: AccountDetail;
  input: PolicyInput;
}

/** A template and its ancestors, as an account stands on them. */
export type Chain = PolicyInput['templates'];

/** What of templates is at hand in the browser. */
export interface Known {
  chains: readonly Chain[];
  nameOf: (template: string) => string;
}

type EditOf<Op> = Extract<WireEdit, { op: Op }>;

/**
 * The account once a change has applied these edits to it, as the server will send it. Null where
 * that takes something that is not at hand: another kind of edit, or what a template says.
 */
export function accountAfter(
  state: AccountOnPage,
  edits: readonly WireEdit[],
  change: ChangeView,
  known: Known,
): AccountOnPage | null {
  let next: AccountOnPage | null = state;
  for (const edit of edits) {
    if (next === null) return null;
    if (edit.op === 'account.assign') next = assigned(next, edit, known);
    else if (edit.op === 'account.override') next = overridden(next, edit, change);
    else return null;
  }
  if (next === null) return null;
  const revision = state.revision + 1;
  return { ...next, revision, account: { ...next.account, revision } };
}

function assigned(
  { account, input, revision }: AccountOnPage,
  { template: explicit }: EditOf<'account.assign'>,
  { chains, nameOf }: Known,
): AccountOnPage | null {
  const { byRules } = account.assignment;
  const { template, by } =
    explicit === null ? byRules : { template: explicit, by: 'explicit' as const };
  const templates = chains.find(([first]) => first.key === template);
  if (!templates) return null;
  return {
    revision,
    account: {
      ...account,
      template: { key: template, name: nameOf(template), by },
      assignment: { template, by, explicit, byRules },
    },
    input: { ...input, assignedBy: by, templates },
  };
}

function overridden(
  { account, input, revision }: AccountOnPage,
  { set, note, expiresAt }: EditOf<'account.override'>,
  change: ChangeView,
): AccountOnPage {
  const overrides = new Map(account.overrides.map((override) => [override.cell, override]));
  for (const [cell, setting] of Object.entries(set) as [Cell, Setting][]) {
    const before = overrides.get(cell);
    if (setting === 'inherit') {
      overrides.delete(cell);
    } else if (!says(before, { setting, note, expiresAt })) {
      overrides.set(cell, {
        cell,
        setting,
        note,
        expiresAt,
        decidedAt: change.appliedAt ?? change.createdAt,
        changeId: change.id ?? '',
        by: change.actor.name,
        reason: change.reason,
      });
    }
  }
  const list = [...overrides.values()].sort((a, b) => (a.cell < b.cell ? -1 : 1));
  return {
    revision,
    account: { ...account, overrides: list },
    input: { ...input, overrides: list.map(overrideLayer) },
  };
}

/** An override that already says so keeps its author and its time. */
function says(
  override: OverrideView | undefined,
  wanted: Pick<OverrideView, 'setting' | 'note' | 'expiresAt'>,
): boolean {
  return (
    override?.setting === wanted.setting &&
    override.note === wanted.note &&
    override.expiresAt === wanted.expiresAt
  );
}

const overrideLayer = (view: OverrideView): OverrideLayer => ({
  cell: view.cell,
  setting: view.setting,
  note: view.note,
  expiresAt: view.expiresAt === null ? null : new Date(view.expiresAt),
  decidedAt: new Date(view.decidedAt),
  changeId: view.changeId,
});

/**
 * The edits that put an account back to what it was before these: its assignment, and its overrides
 * with their note and expiry. An override whose time is over by now stays away. They hold for the
 * revision that the edits made, and for no later one.
 */
export function undoOnAccount(
  before: AccountDetail,
  edits: readonly WireEdit[],
  now: Date,
): WireEdit[] {
  const subject = { account: before.id, expectedRevision: before.revision + 1 };
  const back: WireEdit[] = [];
  const cells = new Set<Cell>();
  for (const edit of edits) {
    if (edit.op === 'account.assign') {
      back.push({ op: 'account.assign', ...subject, template: before.assignment.explicit });
    } else if (edit.op === 'account.override') {
      for (const cell of Object.keys(edit.set)) cells.add(cell as Cell);
    }
  }
  // One edit sets one note and one expiry: overrides that differ in them come back one by one.
  const byTerms = new Map<string, EditOf<'account.override'>>();
  for (const cell of cells) {
    const { setting, note, expiresAt } = standing(before, cell, now);
    const terms = JSON.stringify([note, expiresAt]);
    const edit = byTerms.get(terms) ?? {
      op: 'account.override',
      ...subject,
      set: {},
      note,
      expiresAt,
    };
    byTerms.set(terms, { ...edit, set: { ...edit.set, [cell]: setting } });
  }
  return [...back, ...byTerms.values()];
}

function standing(before: AccountDetail, cell: Cell, now: Date) {
  const override = before.overrides.find((o) => o.cell === cell);
  const over =
    !override || (override.expiresAt !== null && Date.parse(override.expiresAt) <= now.getTime());
  return over ? { setting: 'inherit' as const, note: null, expiresAt: null } : override;
}
