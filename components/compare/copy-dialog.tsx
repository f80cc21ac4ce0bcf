'use client';

import { ConflictDialog } from '../edits/conflict-dialog';
import { Button } from '../ui/button';
import { Dialog, DialogContent } from '../ui/dialog';
import { CopyChoice } from './copy-choice';
import type { CopySide } from './copy-edits';
import { CopyPreview } from './copy-preview';
import { useCopy } from './use-copy';

const FORM = 'copy-overrides';

/** The window that copies overrides: choose, look at what it would do, then do it. */
export function CopyDialog({
  left,
  right,
  onClose,
}: {
  left: CopySide;
  right: CopySide;
  onClose: () => void;
}) {
  const copy = useCopy({ left, right }, onClose);
  const { chosen, preview, refused, busy } = copy;
  if (refused) {
    return (
      <ConflictDialog
        refused={refused}
        fields={{}}
        onReapply={copy.lookAgain}
        onClose={copy.closeRefused}
      />
    );
  }
  const count = `${chosen.length} ${chosen.length === 1 ? 'override' : 'overrides'}`;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        wide
        title="Copy overrides"
        description={
          preview
            ? 'This is a trial: nothing is written yet.'
            : 'Whatever else the receiving account overrides stays as it is.'
        }
        footer={
          preview ? (
            <>
              <Button key="back" onClick={copy.back} disabled={busy}>
                Back
              </Button>
              <Button
                key="copy"
                variant="primary"
                onClick={copy.copy}
                disabled={busy || preview.diff.length === 0}
              >
                {busy ? 'Copying…' : `Copy ${count}`}
              </Button>
            </>
          ) : (
            <>
              <Button key="cancel" onClick={onClose}>
                Cancel
              </Button>
              <Button
                key="preview"
                type="submit"
                form={FORM}
                variant="primary"
                disabled={busy || chosen.length === 0}
              >
                {busy ? 'Working it out…' : 'Preview'}
              </Button>
            </>
          )
        }
      >
        {preview ? (
          <CopyPreview copy={copy} preview={preview} />
        ) : (
          <CopyChoice copy={copy} form={FORM} />
        )}
      </DialogContent>
    </Dialog>
  );
}
