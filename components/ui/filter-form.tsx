'use client';

import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useTransition } from 'react';
import { cn } from './cn';

const PAUSE_MS = 250;

/**
 * A form whose fields stand in the address. With scripts the list follows while one types; without
 * them it is an ordinary form with a button.
 */
export function FilterForm({
  label,
  applied,
  children,
}: {
  label: string;
  /** The query as the page was rendered with it, so that the fields follow back and forward. */
  applied: Readonly<Record<string, string | undefined>>;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const router = useRouter();
  const path = usePathname();
  const [pending, startTransition] = useTransition();

  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    for (const field of form.current?.elements ?? []) {
      if (field === document.activeElement) continue;
      if (field instanceof HTMLInputElement && field.type === 'checkbox') {
        field.checked = applied[field.name] === field.value;
      } else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
        field.value = applied[field.name] ?? '';
      }
    }
  }, [applied]);

  const apply = () => {
    clearTimeout(timer.current);
    if (!form.current) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form.current)) {
      if (typeof value === 'string' && value.trim()) query.set(name, value.trim());
    }
    const text = query.toString();
    startTransition(() => {
      router.replace((text ? `${path}?${text}` : path) as Route, { scroll: false });
    });
  };

  return (
    <search aria-label={label}>
      <form
        ref={form}
        method="GET"
        action={path}
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
        onChange={(event) => {
          clearTimeout(timer.current);
          const typing =
            event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
          timer.current = setTimeout(apply, typing ? PAUSE_MS : 0);
        }}
        aria-busy={pending}
        className={cn('flex flex-wrap items-end gap-2', pending && 'cursor-progress')}
      >
        {children}
        <noscript>
          <button type="submit" className="h-8 rounded-md border px-3">
            Search
          </button>
        </noscript>
      </form>
    </search>
  );
}
