'use client';

import { useEffect, useRef } from 'react';
import { useSelection } from './selection-context';

const BOX = 'size-4 scroll-mt-16 scroll-mb-24 accent-(--accent)';
const TARGET = '-my-1 -ml-2 grid size-8 cursor-pointer place-items-center';

/** Selects one row. With shift it selects the rows since the one that was used before. */
export function RowCheckbox({ id, name }: { id: string; name: string }) {
  const { selection, toggle } = useSelection();
  const range = useRef(false);
  return (
    <label
      className={TARGET}
      title="Select (x); with shift, up to here"
      // A click with shift would select the text between as well.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      <input
        type="checkbox"
        autoComplete="off"
        aria-label={`Select ${name}`}
        checked={selection.has(id)}
        onClick={(event) => {
          range.current = event.shiftKey;
        }}
        onChange={() => toggle(id, range.current)}
        className={BOX}
      />
    </label>
  );
}

/** Selects all rows of the page, or none where all are selected. */
export function PageCheckbox() {
  const { head, togglePage } = useSelection();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = head === 'some';
  }, [head]);
  return (
    <label className={TARGET}>
      <input
        ref={box}
        id="select-page"
        type="checkbox"
        autoComplete="off"
        aria-label="Select all accounts on this page"
        checked={head === 'all'}
        onChange={togglePage}
        className={BOX}
      />
    </label>
  );
}
