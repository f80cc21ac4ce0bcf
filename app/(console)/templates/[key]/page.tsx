import { Columns2 } from 'lucide-react';
import type { Metadata } from 'next';
import { OpenChanges } from '@/components/changes/open-changes';
import { compareHref } from '@/components/compare/address';
import { KeptPreviews } from '@/components/preview/kept-previews';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Archive } from '@/components/templates/template-acts';
import { TemplateLineage } from '@/components/templates/template-lineage';
import { TemplatePolicy } from '@/components/templates/template-policy';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { MonoId } from '@/components/ui/mono-id';
import { Notice } from '@/components/ui/notice';
import { withQuery } from '@/components/ui/pager';
import { Time } from '@/components/ui/time';
import { openChangesOf } from '@/lib/data/changes/open-changes';
import { getTemplate, listTemplates } from '@/lib/data/templates';
import { can } from '@/lib/domain/permissions';
import { env, previewOf } from '@/lib/env';
import { load, openPage, single } from '../../load';

export const metadata: Metadata = { title: 'Template' };

export default async function TemplatePage({
  params,
  searchParams,
}: PageProps<'/templates/[key]'>) {
  const { key } = await params;
  const { show, cell } = single(await searchParams);
  const context = await openPage(
    withQuery(`/templates/${encodeURIComponent(key)}`, { show, cell }),
  );
  const [template, templates, open] = await load(context.requestId, () =>
    Promise.all([
      getTemplate(context, { key }),
      listTemplates(context, {}),
      openChangesOf(context, { kind: 'template', id: key }),
    ]),
  );
  const editable = can(context.actor, 'policy:write') && !template.archived;
  return (
    <PageBody>
      <PageHeader
        title={template.name}
        badges={
          <>
            {template.isDefault && <Badge tone="accent">Default</Badge>}
            {template.archived && <Badge>Archived</Badge>}
            <Badge>Revision {template.revision}</Badge>
          </>
        }
        below={
          <div className="flex flex-wrap items-center gap-x-4">
            <MonoId id={template.key} what="template key" />
            <Link
              href={`/accounts?template=${encodeURIComponent(template.key)}`}
              className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
            >
              {template.accounts} {template.accounts === 1 ? 'account' : 'accounts'}
            </Link>
            <span className="text-sm text-ink-3">
              changed <Time at={template.updatedAt} />
            </span>
          </div>
        }
        actions={
          <>
            <Link
              href={compareHref({ left: `template:${template.key}` })}
              className={buttonClass()}
            >
              <Columns2 aria-hidden className="size-4" />
              Compare
            </Link>
            {editable && <Archive template={template} />}
          </>
        }
      />
      {template.archived && (
        <Notice title="This template is archived">
          It can be neither assigned nor extended nor edited.
        </Notice>
      )}
      <KeptPreviews settings={template.settings} preview={previewOf(env())} />
      <OpenChanges changes={open} what="template" />
      <TemplateLineage template={template} />
      <TemplatePolicy
        key={template.key}
        template={template}
        templates={templates}
        at={context.now.toISOString()}
        editable={editable}
        show={show}
        cell={cell}
      />
    </PageBody>
  );
}
