'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { AccountSummary } from '@/lib/domain/views';
import { Input } from '../ui/field';
import { type Found, useAccountSearch } from './use-account-search';

/** The field that finds accounts, with those that match below it. */
export function AccountCombobox({
  label,
  busy = false,
  onChoose,
}: {
  label: string;
  /** What was chosen is on its way. */
  busy?: boolean;
  onChoose: (account: AccountSummary) => void;
}) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState('');
  const found = useAccountSearch(text);
  const shown = open && text.trim() !== '' && found.state !== 'none';
  const accounts = shown && found.state === 'found' ? found.accounts : [];

  useEffect(() => {
    setMarked((found.state === 'found' && found.accounts[0]?.id) || '');
  }, [found]);

  const choose = (account: AccountSummary) => {
    setText('');
    setOpen(false);
    onChoose(account);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && shown) setOpen(false);
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !open) setOpen(true);
    else return;
    event.preventDefault();
  };

  return (
    <Command
      label={label}
      shouldFilter={false}
      vimBindings={false}
      loop
      value={marked}
      onValueChange={setMarked}
      onKeyDown={onKeyDown}
      className="relative min-w-0"
    >
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3"
      />
      <Command.Input
        asChild
        value={text}
        onValueChange={(next) => {
          setText(next);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        maxLength={200}
        placeholder="Account: name, id or email"
      >
        {/* By itself it would always say that its list is open. */}
        <Input aria-expanded={accounts.length > 0} aria-busy={busy} className="pl-8" />
      </Command.Input>
      <p role="status" className="sr-only">
        {shown && statusWords(found)}
      </p>
      <div
        hidden={!shown}
        className="absolute inset-x-0 top-full z-20 mt-1 overflow-hidden rounded-lg border border-line-strong bg-surface shadow-(--shadow)"
      >
        {accounts.length === 0 && (
          <p aria-hidden className="px-3 py-2 text-ink-2">
            {statusWords(found)}
          </p>
        )}
        <Command.List
          label="Accounts"
          hidden={accounts.length === 0}
          onPointerDown={(event) => event.preventDefault()}
          className="max-h-80 overflow-y-auto p-1"
        >
          {accounts.map((account) => (
            <Option key={account.id} account={account} onChoose={() => choose(account)} />
          ))}
        </Command.List>
      </div>
    </Command>
  );
}

function statusWords(found: Found): string {
  if (found.state !== 'found') return 'The accounts could not be searched. Try again.';
  const { length } = found.accounts;
  if (length === 0) return 'No account matches.';
  return `${length} ${length === 1 ? 'account matches' : 'accounts match'}.`;
}

function Option({ account, onChoose }: { account: AccountSummary; onChoose: () => void }) {
  return (
    <Command.Item
      value={account.id}
      onSelect={onChoose}
      className="cursor-pointer rounded-md px-2 py-1 data-[selected=true]:bg-accent-soft"
    >
      <span className="flex min-w-0 items-baseline justify-between gap-3">
        <span className="min-w-1/2 truncate font-medium">{account.name}</span>{' '}
        <span className="min-w-0 truncate text-sm text-ink-2">{account.template.name}</span>
      </span>{' '}
      <span className="block truncate text-xs text-ink-3">
        <span className="font-mono">{account.id}</span>
        {account.email && ` ${account.email}`}
      </span>
    </Command.Item>
  );
}
