import type { Metadata } from 'next';
import { changePath } from '@/components/changes/address';
import { ApprovalsList } from '@/components/changes/approvals-list';
import { ChangeActs } from '@/components/changes/change-acts';
import { Conflicts } from '@/components/changes/conflicts';
import { DiffList } from '@/components/changes/diff-list';
import { EditsJson } from '@/components/changes/edits-json';
import { ImpactTable } from '@/components/changes/impact-table';
import { LifeList } from '@/components/changes/life-list';
import { lifeOf } from '@/components/changes/life-words';
import { Standing } from '@/components/changes/standing';
import { titleOf } from '@/components/changes/title';
import { TouchedList } from '@/components/changes/touched-list';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Link } from '@/components/ui/link';
import { MonoId } from '@/components/ui/mono-id';
import { Section } from '@/components/ui/section';
import { Time } from '@/components/ui/time';
import { getChange, listChanges } from '@/lib/data/change-list';
import type { Context } from '@/lib/data/context';
import type { ChangeDetail } from '@/lib/domain/views';
import { load, openPage } from '../../load';

export const metadata: Metadata = { title: 'Change' };

/** The changes that this one takes back, or that take it back, with their reasons. */
async function readRelated(context: Context, { reverts, revertedBy }: ChangeDetail) {
  const ids = [...(reverts ? [reverts] : []), ...revertedBy];
  const pages = await Promise.all(ids.map((id) => listChanges(context, { q: id, limit: 1 })));
  return pages
    .flatMap(({ data }) => data)
    .map(({ id, reason }) => ({ id, reason, word: id === reverts ? 'Reverts' : 'Reverted by' }));
}

export default async function ChangePage({ params }: PageProps<'/changes/[id]'>) {
  const { id } = await params;
  const context = await openPage(changePath(id));
  const [change, related] = await load(context.requestId, async () => {
    const found = await getChange(context, { id });
    return [found, await readRelated(context, found)] as const;
  });
  const { actor, diff, edits, names, status } = change;
  const { sample } = change.impact;
  const { title, rest } = titleOf(change.reason);
  const applied = status === 'applied' || status === 'reverted';
  const keys = new Set(
    diff.flatMap(({ subject }) => (subject.kind === 'template' ? [subject.id] : [])),
  );
  const templates = [...keys].flatMap((key) => {
    const name = names[`template ${key}`];
    return name === undefined ? [] : [{ key, name }];
  });
  return (
    <PageBody>
      <PageHeader
        title={title}
        below={
          <>
            {rest && <p className="mb-1 max-w-3xl whitespace-pre-line wrap-anywhere">{rest}</p>}
            <div className="flex flex-wrap items-center gap-x-4">
              <span>
                {actor.name}
                {actor.kind === 'token' && <span className="text-sm text-ink-3"> (token)</span>}
                <span className="text-sm text-ink-3">
                  , <Time at={change.createdAt} />
                  {change.version > 1 && `, version ${change.version}`}
                </span>
              </span>
              <MonoId id={id} what="change id" />
            </div>
            {related.map(({ id, reason, word }) => (
              <p key={id}>
                {word}{' '}
                <Link
                  href={changePath(id)}
                  className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
                >
                  {titleOf(reason).title}
                </Link>
              </p>
            ))}
          </>
        }
      />
      <Standing change={change}>
        <ChangeActs
          id={id}
          acts={change.acts}
          pin={change.pin}
          version={change.version}
          applyAt={change.applyAt}
          reason={change.reason}
          names={names}
          edits={change.acts.includes('edit') ? edits : []}
        />
      </Standing>
      <div className="grid min-w-0 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-4">
          <Conflicts change={change} />
          <Section title={applied ? 'What changed' : 'What changes'} flush>
            <DiffList diff={diff} names={names} />
          </Section>
          <Section title="Impact" flush>
            <ImpactTable impact={change.impact} done={applied} templates={templates} />
          </Section>
          {sample && sample.data.length > 0 && (
            <Section title="Accounts" flush>
              <TouchedList id={id} first={sample} total={change.impact.accounts} />
            </Section>
          )}
          <EditsJson edits={edits} />
        </div>
        <div className="grid min-w-0 gap-4">
          <Section title="Approvals">
            <ApprovalsList change={change} />
          </Section>
          <Section title="Life">
            <LifeList life={lifeOf(change)} />
          </Section>
        </div>
      </div>
    </PageBody>
  );
}
