import { Lock } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Cell } from '@/lib/domain/cells';
import type { DiffLine } from '@/lib/domain/diff';
import type { Setting } from '@/lib/domain/settings';
import type { ChangeView } from '@/lib/domain/views';
import { cellName, valueWord } from '@/lib/domain/words/cells';
import { ProblemNotice } from '../edits/problem-notice';
import { Time } from '../ui/time';
import { type Consequence, consequencesOf } from './copy-edits';
import type { Copy } from './use-copy';

type CellLine = Extract<DiffLine, { cell: Cell }>;

const word = (value: boolean) => valueWord(value).toLowerCase();

const settingWords = (setting: Setting) =>
  setting === 'inherit' ? 'inherited' : `override ${setting}`;

/** What the trial said that would change, and what comes of it. It takes the focus on arrival. */
export function CopyPreview({ copy, preview }: { copy: Copy; preview: ChangeView }) {
  const { chosen, to, terms } = copy;
  const group = useRef<HTMLElement>(null);
  useEffect(() => group.current?.focus(), []);
  const { copied, others } = consequencesOf(chosen, to, terms);
  const lines = preview.diff.filter((line): line is CellLine => line.cell !== undefined);
  return (
    <section
      ref={group}
      tabIndex={-1}
      aria-label={`What changes on ${to.name}`}
      className="mt-3 space-y-3 outline-none"
    >
      <ProblemNotice problem={copy.problem} />
      {lines.length === 0 ? (
        <p>Nothing would change: {to.name} has all of that already.</p>
      ) : (
        <>
          <p className="text-sm font-medium text-ink-2">On {to.name} this would change</p>
          <ul className="divide-y rounded-md border">
            {lines.map((line) => (
              <Line key={line.cell} line={line} consequence={copied.get(line.cell)} />
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && <Others others={others} />}
      <p className="text-sm text-ink-3">
        Reason: <span className="wrap-anywhere text-ink-2">{preview.reason}</span>
      </p>
    </section>
  );
}

/** Cells that come out otherwise although nothing is copied to them, and what makes them. */
function Others({ others }: { others: readonly Consequence[] }) {
  const limits = new Set(others.flatMap(({ limit }) => limit ?? []));
  return (
    <div>
      <p className="text-sm font-medium text-ink-2">Follows from it</p>
      <ul>
        {others.map(({ cell, before, after }) => (
          <li key={cell}>
            <span className="font-medium">{cellName(cell)}</span>
            <span className="text-ink-3">: {word(before)} → </span>
            {word(after)}
          </li>
        ))}
      </ul>
      {[...limits].map((limit) => (
        <Limit key={limit} title="Stripe’s limit.">
          {limit}
        </Limit>
      ))}
    </div>
  );
}

function Limit({ title, children }: { title: string; children: string }) {
  return (
    <p className="flex gap-1.5 text-sm text-ink-2">
      <Lock aria-hidden className="mt-0.5 size-3 shrink-0 text-limit-text" />
      <span className="min-w-0">
        <span className="font-medium text-limit-text">{title}</span> {children}
      </span>
    </p>
  );
}

function Line({ line, consequence }: { line: CellLine; consequence: Consequence | undefined }) {
  const { cell, before, after, expiresAt, note } = line;
  return (
    <li className="px-3 py-1.5">
      <p>
        <span className="font-medium">{cellName(cell)}</span>
        {before === after ? (
          <span className="text-ink-2">: {settingWords(after)}, as it was</span>
        ) : (
          <>
            <span className="text-ink-3">: {settingWords(before)} → </span>
            {settingWords(after)}
          </>
        )}
      </p>
      {expiresAt && (
        <p className="text-sm text-ink-2">
          {expiresAt.after === null ? (
            'Without an expiry'
          ) : (
            <>
              Until <Time at={expiresAt.after} />
            </>
          )}
        </p>
      )}
      {note && (
        <p className="text-sm wrap-anywhere text-ink-2">
          {note.after === null ? 'Without a note' : `Note: ${note.after}`}
        </p>
      )}
      {consequence && <Outcome consequence={consequence} />}
    </li>
  );
}

/** What comes of an override that is copied: Stripe's limit, or that nothing is seen of it now. */
function Outcome({ consequence: { before, after, limit, idle } }: { consequence: Consequence }) {
  if (limit !== null) {
    return <Limit title={`Stripe’s limit keeps it ${word(after)}.`}>{limit}</Limit>;
  }
  return (
    <p className="text-sm text-ink-3">
      {before === after ? `It is ${word(after)} already` : `It turns ${word(after)}`}
      {idle ? ', to no effect while the component is off.' : '.'}
    </p>
  );
}
