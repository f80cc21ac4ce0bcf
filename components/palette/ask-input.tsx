import { Command } from 'cmdk';
import { Search, X } from 'lucide-react';
import * as Primitive from 'radix-ui/dialog';
import type { Step } from './item';

/** The field, with what was chosen already in front of it. */
export function AskInput({
  text,
  step,
  busy,
  onText,
  onBack,
}: {
  text: string;
  step: Step | null;
  busy: boolean;
  onText: (text: string) => void;
  /** Takes back what was chosen. */
  onBack: () => void;
}) {
  return (
    <div className="flex h-12 shrink-0 items-center gap-3 border-b pr-2 pl-4 has-[input:focus-visible]:border-accent">
      <Search aria-hidden className={`size-4 shrink-0 ${busy ? 'text-accent' : 'text-ink-3'}`} />
      {step && (
        <button
          type="button"
          aria-label={`Take back: ${step.text}`}
          onClick={onBack}
          className="flex h-6 min-w-0 shrink-0 items-center gap-1 rounded border bg-sunken px-1.5 text-sm text-ink-2 hover:text-ink max-sm:max-w-32"
        >
          <span className="truncate">{step.text}</span>
          <X aria-hidden className="size-3 shrink-0" />
        </button>
      )}
      <Command.Input
        autoFocus
        value={text}
        onValueChange={onText}
        placeholder={placeholder(step)}
        maxLength={200}
        className="h-full min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-ink-3"
      />
      <Primitive.Close className="h-6 shrink-0 rounded border px-1.5 text-xs text-ink-3 hover:bg-sunken hover:text-ink">
        <span className="sr-only">Close</span>
        <span aria-hidden>Esc</span>
      </Primitive.Close>
    </div>
  );
}

function placeholder(step: Step | null): string {
  switch (step?.kind) {
    case 'cell':
      return 'Of which account or template?';
    case 'compare':
      return 'Which account or template?';
    default:
      return 'Search, or ask: why refund acme';
  }
}
