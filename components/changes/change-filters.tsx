import type { ChangeStatus } from '@/lib/domain/views';
import { Input } from '../ui/field';
import { FilterForm } from '../ui/filter-form';
import { FilterSelect } from '../ui/filter-select';
import { type ChangeQuery, partOf, STATUSES_OF } from './address';
import { statusWord } from './status-badge';

/** Search and status, within the part of the list that is shown; all of it stands in the address. */
export function ChangeFilters({
  query,
  counts,
}: {
  query: ChangeQuery;
  /** How many changes there are of each status that waits. */
  counts: ReadonlyMap<string, number>;
}) {
  const part = partOf(query);
  const text = (status: ChangeStatus) =>
    part === 'waiting' ? `${statusWord(status)} (${counts.get(status) ?? 0})` : statusWord(status);
  return (
    <FilterForm key={part} label="Changes" applied={query}>
      {part !== 'waiting' && <input type="hidden" name="show" value={part} />}
      <div className="min-w-40 flex-1 sm:w-72 sm:flex-none">
        <Input
          type="search"
          name="q"
          aria-label="Search by reason or id"
          placeholder="Reason, or beginning of the id"
          defaultValue={query.q}
          maxLength={200}
          autoComplete="off"
        />
      </div>
      <div className="min-w-36 sm:w-44">
        <FilterSelect
          name="status"
          label="Status"
          any="Any status"
          options={STATUSES_OF[part].map((value) => ({ value, text: text(value) }))}
          applied={query.status}
        />
      </div>
    </FilterForm>
  );
}
