import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import type { LeftLine } from './list-lines';
import type { ListDraft } from './use-list-draft';

/** What the bar needs of a draft, whatever it is a list of. */
export type BarDraft = Pick<
  ListDraft<never>,
  'revision' | 'count' | 'stale' | 'settling' | 'discard' | 'settle' | 'loadCurrent'
>;

/** Says that somebody changed the list meanwhile, and what of one's own edits has to be made again. */
export function Stale({ draft, left }: { draft: BarDraft; left: readonly LeftLine[] }) {
  return (
    <div role="status">
      {draft.stale && (
        <Notice title="Somebody changed this meanwhile">
          <p>
            Your edits stand on revision {draft.revision}, which is no longer in force. Load what is
            current: your edits are laid over it and stay here.
          </p>
          <Button size="sm" className="mt-2" onClick={draft.loadCurrent}>
            Load what is current
          </Button>
        </Notice>
      )}
      {left.length > 0 && (
        <Notice title="What you edited was changed by somebody else">
          <ul className="mt-1 space-y-1">
            {left.map(({ key, words, again, drop }) => (
              <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="min-w-0">Yours: {words}</span>
                <span className="flex gap-2">
                  <Button size="sm" onClick={again}>
                    Add yours again
                  </Button>
                  <Button size="sm" variant="ghost" onClick={drop}>
                    Drop it
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
