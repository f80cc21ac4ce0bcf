import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { CONTROLLER_KINDS } from '@/lib/domain/traits';
import { CONTROLLERS } from '@/lib/domain/words/controllers';
import { Field } from '../../ui/field';
import { FilterSelect } from '../../ui/filter-select';
import { Panel } from './panel';
import { type AccountQuery, countMore } from './query';

const same = (value: string) => ({ value, text: value });

/** The filters that are used less, behind one button that says how many of them are applied. */
export function MoreFilters({
  query,
  capabilities,
  tags,
}: {
  query: AccountQuery;
  capabilities: readonly string[];
  tags: readonly string[];
}) {
  return (
    <Panel
      id="more-filters"
      text="Filters"
      icon={SlidersHorizontal}
      count={countMore(query)}
      countWords="applied"
      align="left"
    >
      <div className="grid gap-3 p-4 sm:w-72">
        <Field id="filter-controller" label="Controller">
          <FilterSelect
            id="filter-controller"
            name="controller"
            any="Any controller"
            options={CONTROLLER_KINDS.map((kind) => ({ value: kind, text: CONTROLLERS[kind] }))}
            applied={query.controller}
          />
        </Field>
        <Field id="filter-capability" label="Active capability">
          <FilterSelect
            id="filter-capability"
            name="capability"
            any="Any capability"
            options={capabilities.map(same)}
            applied={query.capability}
          />
        </Field>
        <Field id="filter-tag" label="Tag">
          <FilterSelect
            id="filter-tag"
            name="tag"
            any="Any tag"
            options={tags.map(same)}
            applied={query.tag}
          />
        </Field>
        <div className="-mx-1 border-t pt-2">
          <Check name="expiring" query={query}>
            Has an expiring override
          </Check>
          <Check name="disconnected" query={query}>
            Disconnected
          </Check>
          <Check name="drifting" query={query}>
            Drifts: Stripe answers otherwise
          </Check>
        </div>
      </div>
    </Panel>
  );
}

function Check({
  name,
  query,
  children,
}: {
  name: 'expiring' | 'disconnected' | 'drifting';
  query: AccountQuery;
  children: ReactNode;
}) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-1 hover:bg-sunken">
      <input
        type="checkbox"
        name={name}
        value="true"
        defaultChecked={query[name] === 'true'}
        className="size-4 accent-(--accent)"
      />
      {children}
    </label>
  );
}
