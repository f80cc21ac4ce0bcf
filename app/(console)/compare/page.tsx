import { ArrowLeftRight } from 'lucide-react';
import type { Metadata } from 'next';
import { addressOf, compareHref, swapped } from '@/components/compare/address';
import { Comparison } from '@/components/compare/comparison';
import type { CopySide } from '@/components/compare/copy-edits';
import { CopyOverrides } from '@/components/compare/copy-overrides';
import { Partners } from '@/components/compare/partners';
import { SideCard } from '@/components/compare/side-card';
import { overridesInForce, type Subject } from '@/components/compare/subject';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { nameTemplates } from '@/lib/data/templates';
import { can } from '@/lib/domain/permissions';
import { load, openPage, single } from '../load';
import { partnersFor } from './partners';
import { readSubject } from './subjects';

export const metadata: Metadata = { title: 'Compare' };

/** What the copy window has to know of a side; null for a template. */
function copySide(subject: Subject | null): CopySide | null {
  if (subject?.kind !== 'account') return null;
  const { account, input } = subject;
  const { id, name, revision } = account;
  return { id, name, revision, overrides: overridesInForce(subject), input };
}

export default async function ComparePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const address = addressOf(single(await searchParams));
  const context = await openPage(compareHref(address));
  const [left, right, all] = await load(context.requestId, () =>
    Promise.all([
      readSubject(context, address.left),
      readSubject(context, address.right),
      nameTemplates(context, { archived: true }),
    ]),
  );
  const templates = all.filter(({ archived }) => !archived).map(({ key, name }) => ({ key, name }));
  const groups =
    left && right
      ? []
      : await load(context.requestId, () => partnersFor(context, address, left, right));
  const [one, other] = [copySide(left), copySide(right)];
  const copyable =
    can(context.actor, 'policy:write') &&
    one !== null &&
    other !== null &&
    one.id !== other.id &&
    one.overrides.length + other.overrides.length > 0;
  return (
    <PageBody>
      <PageHeader
        title="Compare"
        below="Accounts and templates, cell by cell, by what comes of them."
        actions={copyable && <CopyOverrides left={one} right={other} />}
      />
      <div className="grid min-w-0 items-stretch gap-2 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <SideCard side="left" address={address} subject={left} templates={templates} />
        <Link
          href={compareHref(swapped(address))}
          replace
          scroll={false}
          className={cn(buttonClass(), 'place-self-center')}
        >
          <ArrowLeftRight aria-hidden className="size-4 max-md:rotate-90" />
          Swap
        </Link>
        <SideCard side="right" address={address} subject={right} templates={templates} />
      </div>
      {left && right ? (
        <Comparison
          left={left}
          right={right}
          names={new Map(all.map(({ key, name }) => [key, name]))}
          at={context.now.toISOString()}
          address={address}
        />
      ) : (
        <Partners title={left || right ? 'Compare with' : 'To begin with'} groups={groups} />
      )}
    </PageBody>
  );
}
