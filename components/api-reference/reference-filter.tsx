import { Input } from '../ui/field';
import { FilterForm } from '../ui/filter-form';

/** Finds operations while one types; it stands in the address. */
export function ReferenceFilter({ query, found }: { query: string | undefined; found: number }) {
  return (
    <FilterForm label="Operations" applied={{ q: query }}>
      <Input
        name="q"
        type="search"
        aria-label="Filter operations"
        placeholder="Path, name, scope or error code"
        defaultValue={query}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        className="min-w-0 flex-1 sm:w-80 sm:flex-none lg:w-full"
      />
      <output className="flex items-center text-sm text-ink-3 tabular-nums max-lg:h-8 lg:px-2">
        {found === 1 ? '1 operation' : `${found} operations`}
      </output>
    </FilterForm>
  );
}
