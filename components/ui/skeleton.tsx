import { cn } from './cn';

/** Stands where something is about to be; `inline` within a line of text, which holds no blocks. */
export function Skeleton({ className, inline = false }: { className?: string; inline?: boolean }) {
  const Box = inline ? 'span' : 'div';
  return (
    <Box
      aria-hidden
      className={cn('animate-pulse rounded bg-sunken', inline && 'inline-block', className)}
    />
  );
}
