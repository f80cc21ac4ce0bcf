import { History } from 'lucide-react';
import { utcWords } from './words';

/** Says over all that is shown that it is not what is now. */
export function PastBanner({ at }: { at: string }) {
  return (
    <p className="flex gap-2 rounded-md border border-accent bg-accent-soft px-3 py-2 text-ink">
      <History aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
      <span>
        <strong className="font-semibold">You look at the past.</strong> Template, facts and policy
        are as of <time dateTime={at}>{utcWords(at)}</time>; nothing can be edited here.
      </span>
    </p>
  );
}
