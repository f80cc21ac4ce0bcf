import { DELIVERY_STATUSES, type EndpointView } from '@/lib/domain/notice-endpoints';
import { Select } from '../ui/field';
import { FilterForm } from '../ui/filter-form';
import { STATUS_WORDS } from './words';

/** Filters of the delivery log; all of them stand in the address. */
export function DeliveryFilters({
  query,
  endpoints,
}: {
  query: Readonly<Record<string, string | undefined>>;
  endpoints: readonly Pick<EndpointView, 'id' | 'description'>[];
}) {
  return (
    <FilterForm label="Deliveries" applied={query}>
      <div className="min-w-32 flex-1 sm:w-36 sm:flex-none">
        <Select name="status" aria-label="Status" defaultValue={query.status ?? ''}>
          <option value="">Any status</option>
          {DELIVERY_STATUSES.map((status) => (
            <option key={status} value={status}>
              {STATUS_WORDS[status].word}
            </option>
          ))}
        </Select>
      </div>
      <div className="min-w-32 flex-1 sm:w-48 sm:flex-none">
        <Select name="endpoint" aria-label="Endpoint" defaultValue={query.endpoint ?? ''}>
          <option value="">Any endpoint</option>
          {endpoints.map(({ id, description }) => (
            <option key={id} value={id}>
              {description}
            </option>
          ))}
        </Select>
      </div>
      {query.change && (
        <label className="flex h-8 cursor-pointer items-center gap-2 rounded-md border border-accent bg-accent-soft px-2.5 text-accent-text">
          <input
            type="checkbox"
            name="change"
            value={query.change}
            defaultChecked
            className="size-3.5 accent-(--accent)"
          />
          Of one change
        </label>
      )}
    </FilterForm>
  );
}
