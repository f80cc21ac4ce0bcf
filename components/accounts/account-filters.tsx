import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TemplateRef } from '@/lib/domain/views';
import { Input, Select } from '../ui/field';
import { FilterForm } from '../ui/filter-form';
import { countryName } from './country-name';

/** Search and filters of the accounts; all of them stand in the address. */
export function AccountFilters({
  query,
  templates,
  countries,
}: {
  query: Readonly<Record<string, string | undefined>>;
  templates: readonly TemplateRef[];
  countries: readonly { value: string; accounts: number }[];
}) {
  return (
    <FilterForm label="Accounts" applied={query}>
      <div className="relative w-full sm:w-72">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3"
        />
        <Input
          type="search"
          name="q"
          aria-label="Search accounts"
          placeholder="Name, id, email or tag"
          defaultValue={query.q}
          maxLength={200}
          autoComplete="off"
          className="pl-8"
        />
      </div>
      <div className="min-w-32 flex-1 sm:w-44 sm:flex-none">
        <Select name="template" aria-label="Template" defaultValue={query.template ?? ''}>
          <option value="">Any template</option>
          {templates.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      <div className="min-w-32 flex-1 sm:w-44 sm:flex-none">
        <Select name="country" aria-label="Country" defaultValue={query.country ?? ''}>
          <option value="">Any country</option>
          {countries.map(({ value, accounts }) => (
            <option key={value} value={value}>
              {countryName(value)} ({accounts})
            </option>
          ))}
        </Select>
      </div>
      <CheckFilter name="deviating" query={query}>
        Deviates from its template
      </CheckFilter>
      <CheckFilter name="expiring" query={query}>
        Has an expiring override
      </CheckFilter>
    </FilterForm>
  );
}

/** A filter that is either asked for or not. */
function CheckFilter({
  name,
  query,
  children,
}: {
  name: string;
  query: Readonly<Record<string, string | undefined>>;
  children: ReactNode;
}) {
  return (
    <label className="flex h-8 cursor-pointer items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text">
      <input
        type="checkbox"
        name={name}
        value="true"
        defaultChecked={query[name] === 'true'}
        className="size-3.5 accent-(--accent)"
      />
      {children}
    </label>
  );
}
