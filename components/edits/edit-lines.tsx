import { Undo2 } from 'lucide-react';

/** One gathered edit in words. */
export interface EditLine {
  key: string;
  what: string;
  before: string;
  after: string;
  undo: () => void;
}

/** The gathered edits in words, each with a way back. */
export function EditLines({ lines }: { lines: readonly EditLine[] }) {
  return (
    <ul aria-label="Edits" className="max-h-32 space-y-0.5 overflow-y-auto">
      {lines.map(({ key, what, before, after, undo }) => (
        <li key={key} className="flex min-w-0 items-center gap-2">
          <button
            type="button"
            onClick={undo}
            aria-label={`Undo ${what}`}
            title="Undo"
            className="grid size-6 shrink-0 place-items-center rounded text-ink-3 hover:bg-sunken hover:text-ink"
          >
            <Undo2 aria-hidden className="size-3.5" />
          </button>
          <span className="min-w-0 truncate">
            <span className="font-medium">{what}</span>
            <span className="text-ink-3">: {before} → </span>
            <span>{after}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
