import { Button } from '../ui/button';

/** The button where there can be no live components, with what is wanting. */
export function LiveWanting({ children }: { children: string }) {
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
      <span id="live-wanting" className="max-w-80 text-right text-sm text-ink-3 max-sm:text-left">
        {children}
      </span>
      <Button disabled aria-describedby="live-wanting">
        Load live components…
      </Button>
    </span>
  );
}
