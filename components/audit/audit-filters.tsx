import { Input, Select } from '../ui/field';
import { FilterForm } from '../ui/filter-form';
import { ACTION_FILTERS } from './audit-words';

/** Filters of the audit; all of them stand in the address. */
export function AuditFilters({ query }: { query: Readonly<Record<string, string | undefined>> }) {
  return (
    <FilterForm label="Audit" applied={query}>
      <div className="w-full sm:w-48">
        <Select name="action" aria-label="Action" defaultValue={query.action ?? ''}>
          <option value="">Any action</option>
          {ACTION_FILTERS.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      </div>
      <div className="min-w-40 flex-1 sm:w-64 sm:flex-none">
        <Input
          name="subject"
          aria-label="Subject"
          placeholder="Account id or template key"
          defaultValue={query.subject}
          maxLength={200}
          autoComplete="off"
        />
      </div>
      <div className="min-w-40 flex-1 sm:w-56 sm:flex-none">
        <Input
          name="actor"
          aria-label="Who"
          placeholder="Who, by full name"
          defaultValue={query.actor}
          maxLength={200}
          autoComplete="off"
        />
      </div>
    </FilterForm>
  );
}
