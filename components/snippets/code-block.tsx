import { CopyButton } from '../ui/copy-button';

/** Code to copy, with where it belongs. */
export function CodeBlock({ place, what, code }: { place: string; what: string; code: string }) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border">
      <figcaption className="flex h-8 items-center justify-between gap-2 border-b bg-surface pr-1 pl-3 text-sm text-ink-2">
        <span className="truncate">{place}</span>
        <CopyButton text={code} label={what} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto bg-sunken p-3 font-mono text-sm -outline-offset-2"
      >
        {code}
      </pre>
    </figure>
  );
}
