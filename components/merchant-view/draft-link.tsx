import { ArrowUpRight } from 'lucide-react';
import type { AddressDraft } from '@/lib/domain/draft-address';
import { draftHref } from './address';

/** The way from edits that are not saved to what the merchant would see with them, in a new tab. */
export function DraftLink({ account, draft }: { account: string; draft: AddressDraft }) {
  const href = draftHref(account, draft);
  if (!href) return <span className="text-sm text-ink-3">Too many edits to see as merchant</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-6 items-center gap-1 text-sm font-medium text-accent-text hover:underline"
    >
      See as merchant
      <span className="sr-only">, in a new tab</span>
      <ArrowUpRight aria-hidden className="size-3.5" />
    </a>
  );
}
