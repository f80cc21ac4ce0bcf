import { Link } from '@/components/ui/link';
import type { TemplateSummary } from '@/lib/domain/views';
import { Badge } from '../ui/badge';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';

/** All templates in a dense table. */
export function TemplateTable({ templates }: { templates: readonly TemplateSummary[] }) {
  return (
    <Table label="Templates">
      <thead>
        <tr>
          <Th>Template</Th>
          <Th className="hidden sm:table-cell">Parent</Th>
          <Th className="hidden text-right sm:table-cell">Cells decided</Th>
          <Th className="text-right">Accounts</Th>
          <Th className="hidden text-right md:table-cell">Revision</Th>
          <Th className="hidden md:table-cell">Changed</Th>
        </tr>
      </thead>
      <tbody>
        {templates.map((template) => (
          <tr key={template.key} className="hover:bg-sunken/60">
            <Td className="min-w-48">
              <div className="flex items-center gap-2">
                <Link
                  href={`/templates/${encodeURIComponent(template.key)}`}
                  className="truncate font-medium hover:underline"
                >
                  {template.name}
                </Link>
                {template.isDefault && (
                  <Badge tone="accent" title="For accounts that no rule and nobody assigned">
                    Default
                  </Badge>
                )}
                {template.archived && <Badge>Archived</Badge>}
              </div>
              <div className="font-mono text-sm text-ink-3">{template.key}</div>
              <div className="text-sm text-ink-3 sm:hidden">
                {template.extends ? `on ${template.extends.name}, ` : ''}
                {template.cells} {template.cells === 1 ? 'cell' : 'cells'} decided
              </div>
            </Td>
            <Td className="hidden sm:table-cell">
              {template.extends ? (
                <Link
                  href={`/templates/${encodeURIComponent(template.extends.key)}`}
                  className="hover:underline"
                >
                  {template.extends.name}
                </Link>
              ) : (
                <span className="text-ink-3">None</span>
              )}
            </Td>
            <Td className="hidden text-right tabular-nums sm:table-cell">{template.cells}</Td>
            <Td className="text-right tabular-nums">
              <Link
                href={`/accounts?template=${encodeURIComponent(template.key)}`}
                className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
                aria-label={`${template.accounts} accounts with ${template.name}`}
              >
                {template.accounts}
              </Link>
            </Td>
            <Td className="hidden text-right tabular-nums md:table-cell">{template.revision}</Td>
            <Td className="hidden text-ink-2 md:table-cell">
              <Time at={template.updatedAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
