import type { Metadata } from 'next';
import { ImportForm } from '@/components/bulk/import-form';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Notice } from '@/components/ui/notice';
import { Section } from '@/components/ui/section';
import { can } from '@/lib/domain/permissions';
import { openPage } from '../../load';

export const metadata: Metadata = { title: 'Import accounts' };

const COLUMNS: readonly [name: string, words: string][] = [
  ['account', 'The account’s id; every line needs one.'],
  ['template', 'A template’s key, or (rules) to hand the account back to rules and default.'],
  ['add_tags, remove_tags', 'Tags with commas between them.'],
  ['tags', 'All the tags that it is to have; (none) takes all off.'],
  ['payments.refund_management, …', 'Any component or feature: on, off, or inherit.'],
  ['overrides', 'All the overrides that it is to have: payments=on payouts=off; (none) for none.'],
  ['note, expires_at', 'Of the overrides that the line sets; a time as 2026-12-01T00:00:00Z.'],
];

export default async function ImportPage() {
  const context = await openPage('/accounts/import');
  const may = can(context.actor, 'policy:write');
  return (
    <PageBody>
      <PageHeader
        title="Import accounts"
        below="Templates, tags and overrides of many accounts, from a CSV file: all of it is right, or nothing is done."
      />
      <div className="grid min-w-0 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {may ? (
          <ImportForm />
        ) : (
          <Notice>Your role may not change policy. Ask an admin if you need to.</Notice>
        )}
        <Section title="Columns">
          <p className="mb-3 text-ink-2">
            An empty field leaves things as they are. What the list of accounts downloads can be
            altered and imported again; its other columns are for you to read.
          </p>
          <dl className="space-y-2">
            {COLUMNS.map(([name, words]) => (
              <div key={name}>
                <dt className="font-mono text-sm wrap-anywhere">{name}</dt>
                <dd className="text-ink-2">{words}</dd>
              </div>
            ))}
          </dl>
        </Section>
      </div>
    </PageBody>
  );
}
