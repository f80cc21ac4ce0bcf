'use client';

import { cellName, settingWord } from '@/lib/domain/words/cells';
import { Button } from '../ui/button';
import { Dialog, DialogContent } from '../ui/dialog';
import { countEdits } from './draft';
import type { FieldWords } from './draft-lines';
import type { Clash } from './rebase';
import type { RefusedSave } from './use-save';

/** Shows both sides of a refused save, and lays over what is current the edits that do not clash. */
export function ConflictDialog({
  refused,
  fields,
  onReapply,
  onClose,
}: {
  refused: RefusedSave;
  fields: FieldWords;
  onReapply: () => void;
  onClose: () => void;
}) {
  const { clashes, kept, others } = refused;
  const keeps = countEdits(kept);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        wide
        title="Somebody changed this meanwhile"
        description="Nothing of yours was saved. Compare both sides, then go on from what is current."
        footer={
          <>
            <Button onClick={onClose}>Back to my edits</Button>
            <Button variant="primary" onClick={onReapply}>
              {keeps > 0
                ? `Reload and reapply ${keeps} ${keeps === 1 ? 'edit' : 'edits'}`
                : 'Reload without my edits'}
            </Button>
          </>
        }
      >
        {clashes.length > 0 && <Clashes clashes={clashes} fields={fields} />}
        <p className="mt-3 text-ink-2">
          {clashes.length === 0
            ? 'None of your edits clashes with what changed.'
            : keeps > 0
              ? `${keeps === 1 ? 'Your other edit does' : `Your other ${keeps} edits do`} not clash and will be kept.`
              : 'None of your edits is left to keep.'}
        </p>
        {others.length > 0 && (
          <>
            <p className="mt-3 text-sm font-medium text-ink-2">Changed meanwhile beside that</p>
            <ul>
              {others.map(({ cell, seen, current }) => (
                <li key={cell}>
                  <span className="font-medium">{cellName(cell)}</span>
                  <span className="text-ink-3">: {settingWord(seen)} → </span>
                  {settingWord(current)}
                </li>
              ))}
            </ul>
          </>
        )}
        {refused.revision !== null && (
          <p className="mt-1 text-sm text-ink-3">Now at revision {refused.revision}.</p>
        )}
      </DialogContent>
    </Dialog>
  );
}

function Clashes({ clashes, fields }: { clashes: readonly Clash[]; fields: FieldWords }) {
  return (
    <div className="mt-3 overflow-x-auto rounded-md border">
      <table className="w-full text-left">
        <caption className="sr-only">Edits that clash</caption>
        <thead>
          <tr className="border-b bg-sunken text-sm text-ink-2">
            {['What', 'You saw', 'Yours', 'Current'].map((head) => (
              <th key={head} scope="col" className="px-3 py-1.5 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clashes.map((clash) => {
            const [what, ...sides] = wordsOf(clash, fields);
            return (
              <tr key={what} className="border-b last:border-b-0">
                <th scope="row" className="px-3 py-1.5 font-medium">
                  {what}
                </th>
                {['seen', 'yours', 'current'].map((side, index) => (
                  <td
                    key={side}
                    className={side === 'current' ? 'px-3 py-1.5 font-semibold' : 'px-3 py-1.5'}
                  >
                    {sides[index]}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function wordsOf(clash: Clash, fields: FieldWords): string[] {
  if (clash.cell !== undefined) {
    return [cellName(clash.cell), ...[clash.seen, clash.yours, clash.current].map(settingWord)];
  }
  const words = fields[clash.field];
  return [
    words?.name ?? clash.field,
    ...[clash.seen, clash.yours, clash.current].map(
      (value) => words?.value(value) ?? String(value),
    ),
  ];
}
