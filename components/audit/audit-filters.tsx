import { OfOneChange } from '../changes/of-one-change';
import { Input } from '../ui/field';
import { FilterForm } from '../ui/filter-form';
import { FilterSelect } from '../ui/filter-select';
import { ACTION_FILTERS, OUTCOME_FILTERS } from './audit-words';

/** Filters of the audit; all of them stand in the address. */
export function AuditFilters({ query }: { query: Readonly<Record<string, string | undefined>> }) {
  return (
    <FilterForm label="Audit" applied={query}>
      <div className="min-w-36 flex-1 sm:w-44 sm:flex-none">
        <FilterSelect
          name="action"
          label="Action"
          any="Any action"
          options={ACTION_FILTERS}
          applied={query.action}
        />
      </div>
      <div className="min-w-36 flex-1 sm:w-36 sm:flex-none">
        <FilterSelect
          name="outcome"
          label="Outcome"
          any="Any outcome"
          options={OUTCOME_FILTERS}
          applied={query.outcome}
        />
      </div>
      <div className="min-w-40 flex-1 sm:w-56 sm:flex-none">
        <Input
          name="subject"
          aria-label="Subject"
          placeholder="Account id or template key"
          defaultValue={query.subject}
          maxLength={200}
          autoComplete="off"
        />
      </div>
      <div className="min-w-40 flex-1 sm:w-48 sm:flex-none">
        <Input
          name="actor"
          aria-label="Who"
          placeholder="Who, by full name"
          defaultValue={query.actor}
          maxLength={200}
          autoComplete="off"
        />
      </div>
      {(['from', 'to'] as const).map((name) => (
        <div key={name} className="flex min-w-36 flex-1 items-center gap-2 sm:flex-none">
          <span aria-hidden className="w-8 text-right text-sm text-ink-2 sm:w-auto">
            {name}
          </span>
          <Input
            type="date"
            name={name}
            aria-label={`${name === 'from' ? 'From' : 'To'} this day (UTC)`}
            defaultValue={query[name]}
            className="sm:w-36"
          />
        </div>
      ))}
      <OfOneChange change={query.change} />
    </FilterForm>
  );
}
