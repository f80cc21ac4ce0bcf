'use client';

import { Dialog, DialogContent } from '../ui/dialog';
import { keyName } from './keys';

const SHORTCUTS: readonly { title: string; keys: readonly (readonly [string[], string])[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      [['Ctrl', 'K'], 'Search or ask'],
      [['Ctrl', '/'], 'This list'],
      [['Ctrl', 'Z'], 'Undo what a message offers to undo'],
      [['Esc'], 'Close what is open'],
    ],
  },
  {
    title: 'In “Search or ask”',
    keys: [
      [['↑', '↓'], 'Move'],
      [['Enter'], 'Open'],
      [['Ctrl', 'Enter'], 'Open in a new tab'],
      [['Ctrl', 'C'], 'Copy the id of the line'],
      [['?'], 'This list'],
    ],
  },
  {
    title: 'In the matrix',
    keys: [
      [['↑', '↓', '←', '→'], 'Move between cells'],
      [['Home', 'End'], 'First or last cell of the row'],
      [['Enter'], 'Explain the cell'],
      [['Space'], 'Next of inherit, on and off'],
      [['I'], 'Inherit'],
    ],
  },
];

/** The keys of the console. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Keyboard shortcuts">
        {SHORTCUTS.map(({ title, keys }) => (
          <section key={title} aria-label={title} className="mt-4">
            <h3 className="mb-1 text-sm font-medium text-ink-3">{title}</h3>
            <dl className="divide-y">
              {keys.map(([combination, text]) => (
                <div key={text} className="flex items-center justify-between gap-4 py-1.5">
                  <dt className="min-w-0">{text}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {combination.map((key) => (
                      <kbd
                        key={key}
                        className="rounded border bg-sunken px-1.5 font-sans text-sm text-ink-2"
                      >
                        {keyName(key)}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </DialogContent>
    </Dialog>
  );
}
