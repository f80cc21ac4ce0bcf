'use client';

import { useEffect, useState } from 'react';
import type { WireEdit } from '../../../edits/post-change';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { BulkDialog, type BulkProps } from './bulk-dialog';
import { meant } from './meant';
import { accountCount } from './outcome';
import { clearingEdits } from './overrides';

/** Takes every override off accounts, so that their templates hold again. */
export function ClearOverridesDialog(props: BulkProps) {
  return props.everything ? <ClearEverywhere {...props} /> : <ClearSelected {...props} />;
}

const ACT = { op: 'account.clear' } as const;

function ClearEverywhere(props: BulkProps) {
  return (
    <BulkDialog
      {...props}
      title={`Clear overrides of ${meant(props.accounts, props.everything)}`}
      description="What the template says holds again. Notes and expiries go with the overrides; the audit keeps all of it."
      edits={null}
      act={ACT}
      idle="Working out what will happen…"
      apply="Clear overrides"
      done={() => ''}
    />
  );
}

function ClearSelected(props: BulkProps) {
  const [edits, setEdits] = useState<WireEdit[] | null | 'reading'>('reading');
  const [attempt, setAttempt] = useState(0);
  // The window stays with the accounts that it was opened for.
  const [accounts] = useState(() => props.accounts.filter(({ overrides }) => overrides > 0));
  const without = props.accounts.length - accounts.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt reads again
  useEffect(() => {
    let wanted = true;
    setEdits('reading');
    void clearingEdits(accounts.map(({ id }) => id)).then((found) => wanted && setEdits(found));
    return () => {
      wanted = false;
    };
  }, [accounts, attempt]);

  return (
    <BulkDialog
      {...props}
      accounts={accounts}
      title={`Clear overrides of ${accountCount(accounts.length)}`}
      description={
        <>
          What the template says holds again. Notes and expiries go with the overrides; the audit
          keeps all of it.
          {without > 0 && ` Without overrides, and left alone: ${accountCount(without)}.`}
        </>
      }
      edits={Array.isArray(edits) && edits.length > 0 ? edits : null}
      act={null}
      idle={edits === 'reading' ? 'Reading the overrides…' : 'There is no override left to clear.'}
      apply="Clear overrides"
      done={({ changed, lines }) => {
        const count = lines.reduce((sum, line) => sum + line.accounts.length, 0);
        const overrides = count === 1 ? '1 override' : `${count} overrides`;
        return `Cleared ${overrides} of ${accountCount(changed)}.`;
      }}
      blocked={
        edits === null && (
          <Notice tone="error" title="The overrides could not be read">
            <p>Nothing was changed. Check the connection, then try again.</p>
            <Button size="sm" className="mt-2" onClick={() => setAttempt((now) => now + 1)}>
              Try again
            </Button>
          </Notice>
        )
      }
    />
  );
}
