import { cn } from './cn';

/** Stands where something is about to be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded bg-sunken', className)} />;
}
