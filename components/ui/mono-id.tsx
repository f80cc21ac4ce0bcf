import { cn } from './cn';
import { CopyButton } from './copy-button';

/** An opaque id in mono, copyable; it always stands beside the name of what it names. */
export function MonoId({ id, what, className }: { id: string; what: string; className?: string }) {
  return (
    <span className={cn('inline-flex min-w-0 items-center gap-0.5', className)}>
      <span className="truncate font-mono text-sm text-ink-3">{id}</span>
      <CopyButton text={id} label={what} />
    </span>
  );
}
