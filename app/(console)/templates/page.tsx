import type { Metadata } from 'next';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { NewTemplate } from '@/components/templates/template-acts';
import { TemplateTable } from '@/components/templates/template-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { listTemplates } from '@/lib/data/templates';
import { can } from '@/lib/domain/permissions';
import { load, openPage, single } from '../load';

export const metadata: Metadata = { title: 'Templates' };

export default async function TemplatesPage({ searchParams }: PageProps<'/templates'>) {
  const context = await openPage('/templates');
  const withArchived = single(await searchParams).archived === 'true';
  const all = await load(context.requestId, () => listTemplates(context, { archived: true }));
  const archived = all.filter((template) => template.archived).length;
  const templates = all.filter((template) => withArchived || !template.archived);
  return (
    <PageBody>
      <PageHeader
        title="Templates"
        actions={
          can(context.actor, 'policy:write') && (
            <NewTemplate
              templates={all
                .filter((template) => !template.archived)
                .map(({ key, name }) => ({ key, name }))}
            />
          )
        }
      />
      <div className="min-w-0 overflow-hidden rounded-lg border bg-surface">
        {templates.length > 0 ? (
          <TemplateTable templates={templates} />
        ) : (
          <EmptyState title="No templates yet">
            A template holds the settings that many accounts share.
          </EmptyState>
        )}
      </div>
      {archived > 0 && (
        <p className="text-sm">
          <Link
            href={withArchived ? '/templates' : '/templates?archived=true'}
            className="text-accent-text hover:underline"
          >
            {withArchived ? 'Hide' : 'Show'} {archived} archived
          </Link>
        </p>
      )}
    </PageBody>
  );
}
