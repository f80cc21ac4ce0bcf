import { ArrowLeftRight, ArrowRight } from 'lucide-react';
import type { FormEvent } from 'react';
import type { OverrideView } from '@/lib/domain/views';
import { cellName, remaining } from '@/lib/domain/words/cells';
import { errorAt } from '../edits/post-change';
import { ProblemNotice } from '../edits/problem-notice';
import { ReasonField } from '../edits/reason-field';
import { Button } from '../ui/button';
import { standingOf } from './copy-edits';
import type { Copy } from './use-copy';

const STANDING = {
  none: 'not overridden there',
  other: 'replaces the opposite there',
  same: 'there already',
} as const;

/** Which overrides are copied, in which direction, with what of them, and why. */
export function CopyChoice({ copy, form }: { copy: Copy; form: string }) {
  const { from, to, terms } = copy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void copy.tryOut();
  };
  return (
    <form id={form} onSubmit={submit} className="mt-3 space-y-4">
      <ProblemNotice problem={copy.problem} />
      <div className="flex flex-wrap items-center justify-between gap-2 rounded-md border bg-sunken py-1.5 pr-1.5 pl-3">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span className="sr-only">From</span>
          <span className="font-semibold">{from.name}</span>
          <ArrowRight aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className="sr-only">to</span>
          <span className="font-semibold">{to.name}</span>
        </p>
        <Button size="sm" onClick={copy.swap}>
          <ArrowLeftRight aria-hidden className="size-3.5" />
          Other direction
        </Button>
      </div>
      {from.overrides.length === 0 ? (
        <p className="text-ink-2">{from.name} has no overrides in force.</p>
      ) : (
        <fieldset className="min-w-0">
          <legend className="mb-1 text-sm font-medium text-ink-2">Overrides of {from.name}</legend>
          <ul className="divide-y rounded-md border">
            {from.overrides.map((override) => (
              <Choice key={override.cell} override={override} copy={copy} />
            ))}
          </ul>
        </fieldset>
      )}
      <fieldset className="flex flex-wrap gap-x-6 gap-y-1">
        <legend className="sr-only">What goes along</legend>
        <Check
          checked={terms.expiry}
          onChange={(expiry) => copy.setTerms({ ...terms, expiry })}
          text="Keep when they expire"
        />
        <Check
          checked={terms.note}
          onChange={(note) => copy.setTerms({ ...terms, note })}
          text="Keep their notes"
        />
      </fieldset>
      <ReasonField
        value={copy.reason}
        onChange={copy.setReason}
        error={errorAt(copy.problem, '/reason')}
      />
    </form>
  );
}

function Choice({ override, copy }: { override: OverrideView; copy: Copy }) {
  const { cell, setting, expiresAt, note } = override;
  const { cells, from, to } = copy;
  const facts = [
    expiresAt && remaining(from.input.at.toISOString(), expiresAt),
    note && `“${note}”`,
    STANDING[standingOf(override, to)],
  ];
  return (
    <li>
      <label className="flex cursor-pointer gap-2.5 px-3 py-1.5 hover:bg-sunken">
        <input
          type="checkbox"
          checked={cells.has(cell)}
          onChange={() => copy.toggle(cell)}
          className="mt-0.5 size-4 shrink-0 accent-(--accent)"
        />
        <span className="min-w-0">
          <span className="font-medium">{cellName(cell)}</span>
          <span className="text-ink-2">: {setting}</span>{' '}
          <span className="block text-sm wrap-anywhere text-ink-3">
            {facts.filter(Boolean).join(', ')}
          </span>
        </span>
      </label>
    </li>
  );
}

function Check({
  checked,
  onChange,
  text,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  text: string;
}) {
  return (
    <label className="flex min-h-6 cursor-pointer items-center gap-2">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        className="size-4 accent-(--accent)"
      />
      {text}
    </label>
  );
}
