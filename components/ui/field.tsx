import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

const CONTROL =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-base text-ink placeholder:text-ink-3 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-danger';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(CONTROL, 'h-8', className)} {...props} />;
}

/** The browser's own select: it works without JavaScript and is at home on a phone. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={cn(CONTROL, 'h-8 pr-7', className)} {...props} />;
}

/** A control under its label, with a hint or what is wrong with it below. */
export function Field({
  id,
  label,
  hint,
  error,
  children,
  className,
}: {
  /** The id of the control; its description is `${id}-hint`. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn('min-w-0', className)}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium text-ink-2">
        {label}
      </label>
      {children}
      {(error || hint) && (
        <p
          id={`${id}-hint`}
          className={cn('mt-1 text-sm', error ? 'text-danger' : 'text-ink-3')}
          role={error ? 'alert' : undefined}
        >
          {error || hint}
        </p>
      )}
    </div>
  );
}
