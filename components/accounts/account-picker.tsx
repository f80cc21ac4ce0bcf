'use client';

import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { AccountSummary } from '@/lib/domain/views';
import { cn } from '../ui/cn';
import { Input } from '../ui/field';
import { useHydrated } from '../ui/time';
import { type Found, useAccountSearch } from './use-account-search';

/** Finds an account: type, choose with the arrow keys and Enter, or with the mouse. */
export function AccountPicker({
  label,
  busy = false,
  onChoose,
}: {
  label: string;
  /** What was chosen is on its way. */
  busy?: boolean;
  onChoose: (account: AccountSummary) => void;
}) {
  const id = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const hydrated = useHydrated();
  const found = useAccountSearch(text);
  const accounts = found.state === 'found' ? found.accounts : [];
  const shown = open && text.trim() !== '' && found.state !== 'none';
  const marked = shown ? accounts[Math.min(active, accounts.length - 1)] : undefined;

  const choose = (account: AccountSummary) => {
    setText('');
    setOpen(false);
    onChoose(account);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && accounts.length > 0) {
      setOpen(true);
      if (shown) setActive((now) => (now + step + accounts.length) % accounts.length);
    } else if (event.key === 'Enter' && marked) {
      choose(marked);
    } else if (event.key === 'Escape' && shown) {
      setOpen(false);
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <div className="relative min-w-0">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3"
      />
      <Input
        role="combobox"
        aria-label={label}
        aria-expanded={shown && accounts.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={marked && `${id}-${marked.id}`}
        aria-busy={busy}
        value={text}
        // What is typed before there is a script to look it up would be lost.
        readOnly={!hydrated}
        placeholder="Account: name, id or email"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        className="pl-8"
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <p role="status" className="sr-only">
        {shown && statusWords(found)}
      </p>
      {shown && (
        <div className="absolute inset-x-0 top-full z-20 mt-1 overflow-hidden rounded-lg border border-line-strong bg-surface shadow-(--shadow)">
          {accounts.length === 0 && (
            <p aria-hidden className="px-3 py-2 text-ink-2">
              {statusWords(found)}
            </p>
          )}
          <ul
            id={`${id}-list`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a listbox has no element of its own
            role="listbox"
            aria-label="Accounts"
            className={cn('max-h-80 overflow-y-auto', accounts.length > 0 && 'p-1')}
          >
            {accounts.map((account) => (
              <Option
                key={account.id}
                id={`${id}-${account.id}`}
                account={account}
                marked={account === marked}
                onChoose={() => choose(account)}
              />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function statusWords(found: Found): string {
  if (found.state !== 'found') return 'The accounts could not be searched. Try again.';
  const { length } = found.accounts;
  if (length === 0) return 'No account matches.';
  return `${length} ${length === 1 ? 'account matches' : 'accounts match'}.`;
}

function Option({
  id,
  account,
  marked,
  onChoose,
}: {
  id: string;
  account: AccountSummary;
  marked: boolean;
  onChoose: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keys go to the field, which keeps the focus
    <li
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: it is an option of the listbox
      role="option"
      aria-selected={marked}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={cn(
        'cursor-pointer rounded-md px-2 py-1',
        marked ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      <span className="flex min-w-0 items-baseline justify-between gap-3">
        <span className="min-w-1/2 truncate font-medium">{account.name}</span>{' '}
        <span className="min-w-0 truncate text-sm text-ink-2">{account.template.name}</span>
      </span>{' '}
      <span className="block truncate text-xs text-ink-3">
        <span className="font-mono">{account.id}</span>
        {account.email && ` ${account.email}`}
      </span>
    </li>
  );
}
