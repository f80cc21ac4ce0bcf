'use client';

import { useId, useState } from 'react';
import { type Cell, cellsWith } from '@/lib/domain/cells';
import { cellName } from '@/lib/domain/words/cells';
import { usePreview } from '../../../preview/offered';
import { Field, Select } from '../../../ui/field';
import { OverrideTerms } from '../../override-terms';
import { BulkDialog, type BulkProps } from './bulk-dialog';
import { meant } from './meant';
import { accountCount } from './outcome';

/** Sets one cell of accounts, whatever their templates say of it. */
export function OverrideDialog(props: BulkProps) {
  const { accounts, everything } = props;
  const id = useId();
  const preview = usePreview();
  const [cell, setCell] = useState<Cell | ''>('');
  const [setting, setSetting] = useState<'on' | 'off' | ''>('');
  const [terms, setTerms] = useState<{ note: string | null; expiresAt: string | null }>({
    note: null,
    expiresAt: null,
  });
  const set = cell && setting ? { [cell]: setting } : null;
  const chosen = set && { op: 'account.override' as const, set, ...terms };

  return (
    <BulkDialog
      {...props}
      title={`Override a setting of ${meant(accounts, everything)}`}
      description="What is set here holds for each of them, whatever its template says."
      edits={chosen && accounts.map((account) => ({ ...chosen, account: account.id }))}
      act={chosen}
      idle="Choose what is to be on or off to see what will happen."
      apply="Set override"
      done={({ changed }) => `Set an override for ${accountCount(changed)}.`}
    >
      <div className="flex flex-wrap items-start gap-3">
        <Field id={`${id}-cell`} label="Component or feature" className="min-w-56 flex-1">
          <Select
            id={`${id}-cell`}
            autoFocus
            value={cell}
            onChange={(event) => setCell(event.target.value as Cell)}
          >
            <option value="" disabled>
              Choose one
            </option>
            {cellsWith(preview).map(({ cell: name }) => (
              <option key={name} value={name}>
                {cellName(name)}
              </option>
            ))}
          </Select>
        </Field>
        <Field id={`${id}-setting`} label="Is to be" className="w-28">
          <Select
            id={`${id}-setting`}
            value={setting}
            onChange={(event) => setSetting(event.target.value as 'on' | 'off')}
          >
            <option value="" disabled>
              On or off
            </option>
            <option value="on">On</option>
            <option value="off">Off</option>
          </Select>
        </Field>
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <OverrideTerms terms={terms} onChange={setTerms} errors={{}} />
      </div>
    </BulkDialog>
  );
}
