import { cn } from '../ui/cn';

/** The product's sign: a line that branches off another. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={cn('size-6', className)}>
      <rect width="32" height="32" rx="7" className="fill-ink" />
      <path
        d="M6 22h20M6 22h5l7-11h8"
        fill="none"
        className="stroke-canvas"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="26" cy="11" r="2.6" className="fill-canvas" />
    </svg>
  );
}
