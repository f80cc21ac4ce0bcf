import type { ReactNode } from 'react';
import type { AccountSummary, TemplateRef } from '@/lib/domain/views';
import type { Everything } from '../../bulk/post-job';
import { BulkBar } from './bulk-bar';
import { SelectionProvider } from './selection-context';

/** The selection around a list of accounts and the bar that acts on it. */
export function SelectableList({
  accounts,
  children,
  ...bar
}: {
  accounts: readonly AccountSummary[];
  templates: readonly TemplateRef[];
  tags: readonly string[];
  limit: number;
  filter: Everything['filter'];
  children: ReactNode;
}) {
  return (
    <SelectionProvider
      accounts={accounts.map(({ id, name, tags, overrides }) => ({ id, name, tags, overrides }))}
    >
      {children}
      <BulkBar {...bar} templates={bar.templates.map(({ key, name }) => ({ key, name }))} />
    </SelectionProvider>
  );
}
