import { Copy } from 'lucide-react';

const COPY = 'icon-copy';

/** Icons that a page shows by the hundred, drawn once in every document. */
export function Sprite() {
  return (
    <svg aria-hidden className="hidden">
      <symbol id={COPY} viewBox="0 0 24 24">
        <Copy />
      </symbol>
    </svg>
  );
}

/** The copy icon, as the document has it: a list's icons were a tenth of its page. */
export function CopyIcon({ className }: { className: string }) {
  return (
    <svg aria-hidden className={className}>
      <use href={`#${COPY}`} />
    </svg>
  );
}
