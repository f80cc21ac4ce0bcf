import type { Edit } from '@/lib/domain/edits';
import { CopyButton } from '../ui/copy-button';

/** The edits as the API takes them, folded away until somebody wants them. */
export function EditsJson({ edits }: { edits: readonly Edit[] }) {
  const json = JSON.stringify(edits, null, 2);
  return (
    <details className="min-w-0 rounded-lg border bg-surface">
      <summary className="cursor-pointer rounded-lg px-4 py-2.5 font-semibold hover:bg-sunken">
        Edits as JSON
        <span className="ml-2 text-sm font-normal text-ink-3">
          {edits.length.toLocaleString('en')} {edits.length === 1 ? 'edit' : 'edits'}
        </span>
      </summary>
      <div className="relative border-t">
        <CopyButton
          text={json}
          label="edits as JSON"
          className="absolute top-2 right-3 bg-surface"
        />
        <section
          aria-label="Edits as JSON"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-96 overflow-auto p-4 pr-12"
        >
          <pre className="font-mono text-sm">{json}</pre>
        </section>
      </div>
    </details>
  );
}
