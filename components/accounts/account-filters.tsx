import { Search } from 'lucide-react';
import { PAGE_COUNT_CAP, type TemplateRef } from '@/lib/domain/views';
import { countryName } from '@/lib/domain/words/country-name';
import { Input } from '../ui/field';
import { FilterForm } from '../ui/filter-form';
import { FilterSelect } from '../ui/filter-select';
import { AppliedFilters } from './list/applied-filters';
import { MoreFilters } from './list/more-filters';
import type { AccountQuery } from './list/query';

/** Search and filters of the accounts; all of them stand in the address. */
export function AccountFilters({
  query,
  templates,
  facets,
}: {
  query: AccountQuery;
  templates: readonly TemplateRef[];
  facets: {
    countries: readonly { value: string; accounts: number }[];
    capabilities: readonly string[];
    tags: readonly string[];
  };
}) {
  return (
    <div className="grid gap-2">
      <FilterForm label="Accounts" applied={query}>
        <SearchField q={query.q} />
        <div className="min-w-32 flex-1 sm:w-44 sm:flex-none">
          <FilterSelect
            name="template"
            label="Template"
            any="Any template"
            options={templates.map(({ key, name }) => ({ value: key, text: name }))}
            applied={query.template}
          />
        </div>
        <div className="min-w-32 flex-1 sm:w-44 sm:flex-none">
          <FilterSelect
            name="country"
            label="Country"
            any="Any country"
            options={facets.countries.map(({ value, accounts }) => ({
              value,
              text: `${countryName(value)} (${figure(accounts)})`,
            }))}
            applied={query.country}
          />
        </div>
        <label className="flex h-8 cursor-pointer items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text">
          <input
            type="checkbox"
            name="deviating"
            value="true"
            defaultChecked={query.deviating === 'true'}
            className="size-3.5 accent-(--accent)"
          />
          Deviates from its template
        </label>
        <MoreFilters query={query} capabilities={facets.capabilities} tags={facets.tags} />
        {/* It comes with a link from elsewhere; here it is only kept, and taken off. */}
        <input type="hidden" name="limited" defaultValue={query.limited} />
      </FilterForm>
      <AppliedFilters query={query} templates={templates} />
    </div>
  );
}

/** A count of accounts; where counting ended, the least there are. */
function figure(accounts: number): string {
  return `${accounts.toLocaleString('en')}${accounts === PAGE_COUNT_CAP ? '+' : ''}`;
}

function SearchField({ q }: { q: string | undefined }) {
  return (
    <div className="relative w-full sm:w-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3 group-data-pending/filters:text-accent"
      />
      <Input
        type="search"
        name="q"
        aria-label="Search accounts"
        placeholder="Name, id, email or tag"
        defaultValue={q}
        maxLength={200}
        autoComplete="off"
        className="pl-8"
      />
    </div>
  );
}
