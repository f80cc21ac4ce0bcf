import { Pencil, Trash2 } from 'lucide-react';
import { Button } from '../ui/button';

/** What can be done to one item of a list: change it, or take it out. */
export function ItemActs({
  id,
  what,
  onEdit,
  onRemove,
}: {
  /** The item's id; `${id}-edit` is the button's. */
  id: string;
  /** What the item is called, behind the verb. */
  what: string;
  onEdit: () => void;
  onRemove: () => void;
}) {
  return (
    <>
      <Button
        id={`${id}-edit`}
        size="sm"
        variant="ghost"
        aria-haspopup="dialog"
        aria-label={`Change ${what}`}
        title="Change"
        onClick={onEdit}
      >
        <Pencil aria-hidden className="size-4" />
      </Button>
      <Button
        id={`${id}-remove`}
        size="sm"
        variant="ghost"
        aria-label={`Remove ${what}`}
        title="Remove"
        onClick={onRemove}
      >
        <Trash2 aria-hidden className="size-4" />
      </Button>
    </>
  );
}
