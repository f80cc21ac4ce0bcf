import { DELIVERY_STATUSES, type EndpointView } from '@/lib/domain/notice-endpoints';
import { OfOneChange } from '../changes/of-one-change';
import { FilterForm } from '../ui/filter-form';
import { FilterSelect } from '../ui/filter-select';
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
        <FilterSelect
          name="status"
          label="Status"
          any="Any status"
          options={DELIVERY_STATUSES.map((value) => ({ value, text: STATUS_WORDS[value].word }))}
          applied={query.status}
        />
      </div>
      <div className="min-w-36 flex-1 sm:w-48 sm:flex-none">
        <FilterSelect
          name="endpoint"
          label="Endpoint"
          any="Any endpoint"
          options={endpoints.map(({ id, description }) => ({ value: id, text: description }))}
          applied={query.endpoint}
        />
      </div>
      <OfOneChange change={query.change} />
    </FilterForm>
  );
}
