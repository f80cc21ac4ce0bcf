'use client';

import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useTransition } from 'react';
import { cn } from './cn';

const PAUSE_MS = 200;

type Applied = Readonly<Record<string, string | undefined>>;

type Control = HTMLInputElement | HTMLSelectElement;

function controlsOf(form: HTMLFormElement | null): Control[] {
  return [...(form?.elements ?? [])].filter(
    (field): field is Control =>
      field instanceof HTMLInputElement || field instanceof HTMLSelectElement,
  );
}

const isBox = (field: Control): field is HTMLInputElement & { type: 'checkbox' } =>
  field.type === 'checkbox';

/** Whether a field says what is applied; spaces around a text that is being typed do not count. */
function says(field: Control, applied: Applied): boolean {
  const wanted = applied[field.name] ?? '';
  return isBox(field) ? field.checked === (wanted === field.value) : field.value.trim() === wanted;
}

/** Whether somebody has entered something into a field since the server sent it. */
function isEntered(field: Control): boolean {
  if (field instanceof HTMLSelectElement) return false;
  return isBox(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

function show(field: Control, applied: Applied): void {
  const wanted = applied[field.name] ?? '';
  if (isBox(field)) field.checked = wanted === field.value;
  else field.value = wanted;
}

/**
 * A form whose fields stand in the address. With scripts the list follows while one types, and the
 * form carries `data-pending` until it has; without them it is an ordinary form with a button.
 */
export function FilterForm({
  label,
  applied,
  children,
}: {
  label: string;
  /** The query as the page was rendered with it, so that the fields follow back and forward. */
  applied: Applied;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const router = useRouter();
  const path = usePathname();
  const [pending, startTransition] = useTransition();

  const apply = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form comes to life
  useEffect(() => {
    // What was entered before the scripts were there counts as well.
    if (controlsOf(form.current).some(isEntered)) timer.current = setTimeout(apply);
    return () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, []);

  useEffect(() => {
    // What the page was rendered with is older than the fields while an edit is on its way.
    if (pending || timer.current !== undefined) return;
    for (const field of controlsOf(form.current)) if (!says(field, applied)) show(field, applied);
  }, [applied, pending]);

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
        data-pending={pending || undefined}
        className={cn('group/filters flex flex-wrap items-end gap-2', pending && 'cursor-progress')}
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
