import { X } from 'lucide-react';
import { Link } from '@/components/ui/link';
import type { TemplateRef } from '@/lib/domain/views';
import { buttonClass } from '../ui/button';
import { cn } from '../ui/cn';
import { Field, Input, Select } from '../ui/field';
import { FilterForm } from '../ui/filter-form';
import { type Address, viewHref } from './address';

/** How the view is drawn, and what it is set against. All of it stands in the address. */
export function ViewBar({
  address,
  templates,
  account,
  wanted,
}: {
  address: Address;
  templates: readonly TemplateRef[];
  /** The other account, where the view is set against one. */
  account: { id: string; name: string } | null;
  /** A name or an id that somebody looks for to set the view against. */
  wanted: string | undefined;
}) {
  const { component, missing, at, against, draft } = address;
  const hasDraft = draft?.set !== undefined || draft?.template !== undefined;
  const applied = {
    ...{ component, missing: missing ? undefined : '0', at, against, account: wanted },
    ...draft,
  };
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <MissingSwitch address={address} />
      <FilterForm label="Set against" applied={applied}>
        {component && <input type="hidden" name="component" defaultValue={component} />}
        {!missing && <input type="hidden" name="missing" defaultValue="0" />}
        {at && <input type="hidden" name="at" defaultValue={at} />}
        {draft?.set && <input type="hidden" name="set" defaultValue={draft.set} />}
        {draft?.template && <input type="hidden" name="template" defaultValue={draft.template} />}
        <Field id="against" label="Set against a template" className="w-60 max-sm:w-full">
          <Select id="against" name="against" defaultValue={against}>
            <option value="">Nothing</option>
            {at && <option value="now">Now</option>}
            {hasDraft && <option value="draft">The draft</option>}
            {account && <option value={`account:${account.id}`}>Account: {account.name}</option>}
            {templates.map(({ key, name }) => (
              <option key={key} value={`template:${key}`}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field id="against-account" label="or an account" className="w-48 max-sm:w-full">
          <Input
            id="against-account"
            name="account"
            type="search"
            defaultValue={wanted}
            placeholder="Name or id"
            autoComplete="off"
            maxLength={200}
          />
        </Field>
        {against && (
          <Link
            href={viewHref({ ...address, against: undefined })}
            scroll={false}
            prefetch={false}
            className={buttonClass('ghost')}
          >
            <X aria-hidden className="size-4" />
            Alone
          </Link>
        )}
      </FilterForm>
    </div>
  );
}

const CHOICES = [
  [true, 'Show what is missing'],
  [false, 'Exactly as the merchant'],
] as const;

function MissingSwitch({ address }: { address: Address }) {
  return (
    <nav aria-label="How to draw" className="flex rounded-md border border-line-strong p-0.5">
      {CHOICES.map(([missing, text]) => (
        <Link
          key={text}
          href={viewHref({ ...address, missing })}
          scroll={false}
          prefetch={false}
          replace
          aria-current={address.missing === missing ? 'true' : undefined}
          className={cn(
            'inline-flex min-h-7 items-center rounded px-2.5 font-medium',
            address.missing === missing
              ? 'bg-accent-soft text-accent-text'
              : 'text-ink-2 hover:text-ink',
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
