import type { Side } from '@/components/merchant-view/sketch';
import { withQuery } from '@/components/ui/pager';
import type { Context } from '@/lib/data/context';
import { getTemplate } from '@/lib/data/templates';
import { type DraftQuery, readDraft, withDrafted } from '@/lib/domain/draft-address';
import { AppError } from '@/lib/domain/errors';
import type { AssignedBy, PolicyInput } from '@/lib/domain/policy';
import type { AccountDetail } from '@/lib/domain/views';
import { type Subject, sideOf, subjectOf } from './sides';

const NOT_THERE = new Set(['not_found', 'account_not_found', 'invalid_request']);

/** What decides an account's policy if it had another template; its overrides stay. */
async function withTemplate(
  context: Context,
  input: PolicyInput,
  key: string,
  assignedBy: AssignedBy = 'explicit',
): Promise<{ input: PolicyInput; name: string }> {
  const template = await getTemplate(context, { key });
  return {
    name: template.name,
    input: { ...input, assignedBy, templates: [template, ...template.ancestors] },
  };
}

/** The other side of a view, and what there is to say of it. */
export interface Other {
  side: Side | null;
  /** Set where the other side is another account's. */
  account: AccountDetail | null;
  notice: { title: string; text: string } | null;
}

const without = (title: string, text: string): Other => ({
  side: null,
  account: null,
  notice: { title, text },
});

/** The same account's dashboard with edits laid over it that nobody has saved. */
async function draftSide(
  context: Context,
  { account, input }: Subject,
  names: ReadonlyMap<string, string>,
  query: DraftQuery,
): Promise<Other> {
  const draft = readDraft(query);
  if ('wrong' in draft) return without('This draft cannot be read', draft.wrong);
  const { set, template } = draft;
  const { byRules } = account.assignment;
  const wanted =
    template === null ? byRules : template ? { template, by: 'explicit' as const } : null;
  const assigned = wanted
    ? (await withTemplate(context, input, wanted.template, wanted.by)).input
    : input;
  const drafted = { account, input: withDrafted(assigned, set) };
  const side = sideOf(drafted, names, 'With the draft');
  const edits = Object.keys(set).length + (template === undefined ? 0 : 1);
  return {
    side: {
      ...side,
      caption: `${side.caption}, ${edits} ${edits === 1 ? 'edit' : 'edits'} not saved`,
    },
    account: null,
    notice: null,
  };
}

/** What a view is set against. Where there is no such thing, there is a notice and no side. */
export async function otherSide(
  context: Context,
  subject: Subject,
  names: ReadonlyMap<string, string>,
  against: string,
  draft: DraftQuery,
): Promise<Other> {
  const isDraft = against === 'draft';
  const [kind, id = ''] = against.split(/:(.*)/s);
  try {
    if (isDraft) return await draftSide(context, subject, names, draft);
    if (kind === 'template') {
      const { input, name } = await withTemplate(context, subject.input, id);
      const side: Side = {
        ...sideOf({ ...subject, input }, names, `With ${name}`),
        cellHref: (cell) => withQuery(`/templates/${encodeURIComponent(id)}`, { cell }),
      };
      return { side, account: null, notice: null };
    }
    if (kind === 'account') {
      const other = await subjectOf(context, id);
      const { account } = other;
      return { side: sideOf(other, names, account.name), account, notice: null };
    }
  } catch (error) {
    if (!(error instanceof AppError && NOT_THERE.has(error.code))) throw error;
  }
  return without(
    'Nothing to set it against',
    `There is no “${isDraft ? `template:${draft.template}` : against}”. It may have been renamed, or the address is mistyped.`,
  );
}
