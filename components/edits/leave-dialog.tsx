'use client';

import { Button } from '../ui/button';
import { Dialog, DialogContent } from '../ui/dialog';

/** The question before unsaved edits are left behind. */
export function LeaveDialog({
  count,
  onStay,
  onLeave,
}: {
  count: number;
  onStay: () => void;
  onLeave: () => void;
}) {
  return (
    <Dialog open onOpenChange={(open) => !open && onStay()}>
      <DialogContent
        title="Leave without saving?"
        description={
          count === 1
            ? 'There is an edit that is not saved. It will be lost.'
            : `There are ${count} edits that are not saved. They will be lost.`
        }
        footer={
          <>
            <Button variant="danger" onClick={onLeave}>
              Leave without saving
            </Button>
            <Button variant="primary" autoFocus onClick={onStay}>
              Stay
            </Button>
          </>
        }
      />
    </Dialog>
  );
}
