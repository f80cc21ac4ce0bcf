import { FileJson } from 'lucide-react';
import type { Metadata } from 'next';
import { Codes, Shapes } from '@/components/api-reference/annexes';
import { Area } from '@/components/api-reference/area';
import { Contents } from '@/components/api-reference/contents';
import { ReferenceFilter } from '@/components/api-reference/reference-filter';
import { Words } from '@/components/api-reference/words';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { NothingMatches } from '@/components/ui/nothing-matches';
import { withQuery } from '@/components/ui/pager';
import { findOperations } from '@/lib/domain/api-reference';
import { referenceOf } from '@/lib/openapi/reference/reference';
import { openapiDocument } from '../../api/openapi.json/document';
import { openPage, single } from '../load';
import { originOf } from '../origin';

export const metadata: Metadata = { title: 'API reference' };

const PATH = '/api-reference';
const MOST_LETTERS = 200;

export default async function ApiReferencePage({ searchParams }: PageProps<'/api-reference'>) {
  const { q } = single(await searchParams);
  await openPage(withQuery(PATH, { q }));
  const whole = referenceOf(openapiDocument(), await originOf());
  const reference = findOperations(whole, (q ?? '').slice(0, MOST_LETTERS));
  const found = reference.areas.reduce((sum, { operations }) => sum + operations.length, 0);
  return (
    <PageBody>
      <PageHeader
        title="API reference"
        below={`Version ${whole.version}, as this installation serves it.`}
        actions={
          <a href="/api/openapi.json" className={buttonClass()}>
            <FileJson aria-hidden className="size-4" />
            OpenAPI 3.1
          </a>
        }
      />
      <div className="max-w-3xl space-y-1 text-ink-2">
        {whole.about.map((text) => (
          <p key={text}>
            <Words text={text} />
          </p>
        ))}
        <p>
          Admins make tokens under{' '}
          <Link href="/settings" className="text-accent-text underline underline-offset-2">
            Settings
          </Link>
          ; in the commands, <code className="font-mono text-sm">SWITCHYARD_TOKEN</code> holds one.
        </p>
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:flex-row lg:items-start">
        <div className="flex min-w-0 flex-col gap-3 lg:sticky lg:top-[calc(var(--shell-top)+12px)] lg:max-h-[calc(100dvh-var(--shell-top)-24px)] lg:w-64 lg:shrink-0">
          <ReferenceFilter query={q} found={found} />
          {found > 0 && <Contents reference={reference} />}
        </div>
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          {found === 0 && <Nothing text={q} />}
          {reference.areas.map((area) => (
            <Area key={area.name} area={area} />
          ))}
          <Codes codes={reference.codes} />
          <Shapes shapes={reference.shapes} />
        </div>
      </div>
    </PageBody>
  );
}

function Nothing({ text }: { text: string | undefined }) {
  return (
    <div className="rounded-lg border bg-surface">
      <NothingMatches href={PATH} text="Show all operations">
        No operation has “{text}” in its path, name, scope or error codes.
      </NothingMatches>
    </div>
  );
}
