import { ChevronsUpDown } from 'lucide-react';
import type { Role } from '@/lib/domain/permissions';
import { SignOut } from './sign-out';
import { ThemeSwitch } from './theme-switch';

const ROLES: Record<Role, string> = {
  admin: 'Admin',
  operator: 'Operator',
  support: 'Support',
  auditor: 'Auditor',
};

/**
 * Who is signed in, the theme, and the way out. It is the browser's own popover: on every page, it
 * should cost no script.
 */
export function UserMenu({ name, email, role }: { name: string; email: string; role: Role }) {
  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
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
      <div
        id="user-menu"
        popover="auto"
        role="dialog"
        aria-label="Account and theme"
        className="fixed inset-auto top-12 right-3 m-0 w-60 rounded-lg border border-line-strong bg-surface text-ink shadow-(--shadow) xl:top-auto xl:right-auto xl:bottom-16 xl:left-3"
      >
        <div className="border-b px-3 py-2.5">
          <p className="truncate font-medium">{name}</p>
          <p className="truncate text-sm text-ink-3">{email}</p>
          <p className="text-sm text-ink-3">{ROLES[role]}</p>
        </div>
        <div className="border-b px-3 py-2.5">
          <ThemeSwitch />
        </div>
        <div className="p-1.5">
          <SignOut />
        </div>
      </div>
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
