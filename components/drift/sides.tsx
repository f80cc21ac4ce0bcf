import { ArrowRight } from 'lucide-react';
import type { DriftView } from '@/lib/domain/views';
import { sideWord } from './words';

/** What was predicted, and what Stripe answered instead. */
export function Sides({ predicted, answered }: Pick<DriftView, 'predicted' | 'answered'>) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span className="sr-only">Predicted </span>
      <s className="text-ink-3">{sideWord(predicted)}</s>
      <ArrowRight aria-hidden className="size-3.5 text-ink-3" />
      <span className="sr-only">answered </span>
      <span className="font-medium text-limit-text">{sideWord(answered)}</span>
    </span>
  );
}
