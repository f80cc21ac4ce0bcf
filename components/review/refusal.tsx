import type { Route } from 'next';
import { Link } from '@/components/ui/link';
import type { Breach } from '@/lib/domain/guardrails';
import { cellName, settingWord } from '@/lib/domain/words/cells';
import { fieldValue, fieldWord } from '@/lib/domain/words/diff';
import type { Conflict, Problem } from '../edits/post-change';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { type ConflictSide, conflictSides } from './review-words';
import type { Review } from './use-review';

const LINK = 'underline decoration-line-strong underline-offset-2 hover:decoration-ink';

/** Why the edits cannot be handed in as they are, and how to go on. */
export function Refusal({ review, problem }: { review: Review; problem: Problem }) {
  const { again, lookAnew, running } = review;
  const { breaches, conflict, detail, errors, requestId, title } = problem;
  if (breaches && breaches.length > 0) return <Breaches breaches={breaches} />;
  if (conflict && lookAnew) return <Changed conflict={conflict} onLookAnew={lookAnew} />;
  const messages = [...new Set(errors.map(({ message }) => message))];
  return (
    <Notice tone="error" title={title}>
      {messages.length > 1 ? (
        <ul className="list-disc pl-4">
          {messages.slice(0, 8).map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      ) : (
        <p>{detail}</p>
      )}
      {requestId && <p className="font-mono text-xs">request {requestId}</p>}
      <Button size="sm" className="mt-2" onClick={again} disabled={running}>
        Try again
      </Button>
    </Notice>
  );
}

function Breaches({ breaches }: { breaches: readonly Breach[] }) {
  return (
    <Notice
      tone="error"
      title={breaches.length === 1 ? 'A guardrail forbids this' : 'Guardrails forbid this'}
    >
      <ul className="list-disc pl-4">
        {breaches.map(({ guardrail, of, cell, is }) => (
          <li key={`${guardrail} ${of.id} ${cell}`} className="wrap-anywhere">
            “{guardrail}” does not let {cellName(cell)} be {is} for{' '}
            <Link
              href={
                `/${of.kind === 'account' ? 'accounts' : 'templates'}/${encodeURIComponent(of.id)}?cell=${cell}` as Route
              }
              className={LINK}
            >
              {of.name}
            </Link>
            .
          </li>
        ))}
      </ul>
      <p>Take these edits out, or ask an admin to change the guardrail. Nothing was written.</p>
    </Notice>
  );
}

const word = ({ cell, field }: ConflictSide, value: unknown) =>
  cell ? settingWord(value as 'on' | 'off' | 'inherit') : fieldValue(field ?? '', value);

function Changed({ conflict, onLookAnew }: { conflict: Conflict; onLookAnew: () => void }) {
  const sides = conflictSides(conflict);
  return (
    <div role="alert" className="rounded-md border border-line-strong bg-sunken px-3 py-2">
      <p className="font-medium">Somebody changed this meanwhile</p>
      <p className="text-ink-2">
        Nothing of yours was written. Compare both sides, then go on from what is current.
      </p>
      {sides.length > 0 && (
        <table className="mt-2 w-full text-left">
          <caption className="sr-only">Your edits beside what is current</caption>
          <thead>
            <tr className="text-sm text-ink-2">
              {['What', 'Yours', 'Current'].map((head) => (
                <th key={head} scope="col" className="py-1 pr-3 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sides.map((side) => (
              <tr key={side.cell ?? side.field} className="border-t">
                <th scope="row" className="py-1 pr-3 font-normal">
                  {side.cell ? cellName(side.cell) : fieldWord(side.field ?? '')}
                </th>
                <td className="py-1 pr-3">{word(side, side.yours)}</td>
                <td className="py-1 font-semibold">{word(side, side.current)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button size="sm" className="mt-2" onClick={onLookAnew}>
        Review against what is current
      </Button>
    </div>
  );
}
