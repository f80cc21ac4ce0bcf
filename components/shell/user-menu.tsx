'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Role } from '@/lib/domain/permissions';
import { useLazy } from './use-lazy';

const ROLES: Record<Role, string> = {
  admin: 'Admin',
  operator: 'Operator',
  support: 'Support',
  auditor: 'Auditor',
};

const fetchPanel = () => import('./user-menu-panel').then((module) => module.UserMenuPanel);

/**
 * The button with who is signed in. What it opens is on every page and hardly ever wanted: its code
 * comes once the button is pointed at, focused or pressed.
 */
export function UserMenu({ name, email, role }: { name: string; email: string; role: Role }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const { Loaded: Panel, load } = useLazy(fetchPanel);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => {
          load();
          setOpen(!open);
        }}
        className="flex h-10 w-full min-w-0 items-center gap-2 rounded-md px-1.5 text-left hover:bg-sunken"
      >
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full border bg-sunken text-xs font-semibold text-ink-2"
        >
          {initials(name)}
        </span>{' '}
        <span className="sr-only min-w-0 flex-1 leading-4 xl:not-sr-only">
          <span className="block truncate font-medium">{name}</span>{' '}
          <span className="block truncate text-xs text-ink-3">{ROLES[role]}</span>{' '}
          <span className="sr-only">Account and theme</span>
        </span>
        <ChevronsUpDown aria-hidden className="hidden size-3.5 shrink-0 text-ink-3 xl:block" />
      </button>
      {open && Panel && (
        <Panel
          name={name}
          email={email}
          role={ROLES[role]}
          anchor={button}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.at(0) ?? '')
    .join('')
    .toUpperCase();
}
