'use client';

import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react';
import { expectNotice } from '../../ui/notify';
import {
  headState,
  NOTHING,
  type Picked,
  pickedOf,
  type Selection,
  withAccounts,
  withToggled,
} from './selection';
import { useRowKeys } from './use-row-keys';

interface Select {
  selection: Selection;
  /** The selected accounts, those of other pages too. */
  picked: readonly Picked[];
  /** How many of them are not on this page. */
  elsewhere: number;
  head: 'none' | 'some' | 'all';
  /** Selects a row or takes it out; with `range`, with all rows since the one used before. */
  toggle: (id: string, range: boolean) => void;
  togglePage: () => void;
  clear: () => void;
}

const Context = createContext<Select | null>(null);

/** The selection of the list that this stands in. */
export function useSelection(): Select {
  const select = useContext(Context);
  if (!select) throw new Error('There is no selection around this.');
  return select;
}

/** Keeps which accounts are selected; searching and paging leave the selection as it is. */
export function SelectionProvider({
  accounts,
  children,
}: {
  /** The rows of the page, in their order. */
  accounts: readonly Picked[];
  children: ReactNode;
}) {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const last = useRef<string | null>(null);

  const toggle = (id: string, range: boolean) => {
    expectNotice();
    const from = range ? last.current : null;
    last.current = id;
    setSelection((now) => withToggled(now, accounts, id, from));
  };
  useRowKeys(toggle);

  const derived = useMemo(
    () => ({
      picked: pickedOf(selection, accounts),
      elsewhere: selection.size - accounts.filter(({ id }) => selection.has(id)).length,
      head: headState(selection, accounts),
    }),
    [selection, accounts],
  );
  const select: Select = {
    selection,
    ...derived,
    toggle,
    togglePage: () => {
      expectNotice();
      last.current = null;
      setSelection((now) => withAccounts(now, accounts, derived.head !== 'all'));
    },
    clear: () => {
      last.current = null;
      setSelection(NOTHING);
    },
  };
  return <Context value={select}>{children}</Context>;
}
