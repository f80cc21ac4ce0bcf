import { Input } from '../ui/field';
import { FilterForm } from '../ui/filter-form';
import { FilterSelect } from '../ui/filter-select';
import { driftName } from './words';

/** Filters of drift; all of them stand in the address. */
export function DriftFilters({
  query,
  cells,
}: {
  query: Readonly<Record<string, string | undefined>>;
  cells: readonly { cell: string; accounts: number }[];
}) {
  return (
    <FilterForm label="Drift" applied={query}>
      <div className="min-w-40 flex-1 sm:w-72 sm:flex-none">
        <FilterSelect
          name="cell"
          label="Cell"
          any="Any cell"
          options={cells.map(({ cell, accounts }) => ({
            value: cell,
            text: `${driftName(cell)} (${accounts.toLocaleString('en')})`,
          }))}
          applied={query.cell}
        />
      </div>
      <Input
        name="account"
        aria-label="Account id"
        placeholder="Account id, acct_…"
        defaultValue={query.account}
        maxLength={70}
        autoComplete="off"
        spellCheck={false}
        className="min-w-40 flex-1 font-mono text-sm sm:w-56 sm:flex-none"
      />
      <label className="flex h-8 cursor-pointer items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text">
        <input
          type="checkbox"
          name="past"
          value="true"
          defaultChecked={query.past === 'true'}
          className="size-3.5 accent-(--accent)"
        />
        Past ones too
      </label>
    </FilterForm>
  );
}
