import type { ChangeStatus } from '@/lib/domain/views';
import { Input, Select } from '../ui/field';
import { FilterForm } from '../ui/filter-form';
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
        <Select name="status" aria-label="Status" defaultValue={query.status ?? ''}>
          <option value="">Any status</option>
          {STATUSES_OF[part].map((status) => (
            <option key={status} value={status}>
              {text(status)}
            </option>
          ))}
        </Select>
      </div>
    </FilterForm>
  );
}
