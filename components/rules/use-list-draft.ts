'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { expectNotice } from '../ui/notify';
import {
  type Difference,
  differences,
  type Items,
  itemsOf,
  moved,
  rebased,
  undone,
  withItem,
} from './list-draft';

/** A list that is in force, with what holds where nothing in it does. */
export interface Listed<T> {
  revision: number;
  values: readonly T[];
  /** The template that rules fall back to; null for lists that have none. */
  fallback: string | null;
}

interface Sides<T> {
  revision: number;
  saved: Items<T>;
  edited: Items<T>;
  fallback: { saved: string | null; edited: string | null };
  /** Edits that could not be laid over what became current. */
  left: readonly Difference<T>[];
}

export interface ListDraft<T> extends Sides<T> {
  differences: readonly Difference<T>[];
  count: number;
  /** Somebody changed the list since these edits were begun. */
  stale: boolean;
  /** What was saved is on its way to the page. */
  settling: boolean;
  /** Adds a value, or puts it in the place of the item with this id. */
  put: (value: T, id?: string) => void;
  remove: (id: string) => void;
  move: (id: string, by: number) => void;
  undo: (difference: Difference<T>) => void;
  setFallback: (key: string | null) => void;
  discard: () => void;
  /** Keeps the edits in sight until the page has what was saved with them. */
  settle: () => void;
  /** Lays the edits over what is current. */
  loadCurrent: () => void;
  /** Drops an edit that could not be laid over what is current. */
  forget: (difference: Difference<T>) => void;
}

function sidesOf<T>({ revision, values, fallback }: Listed<T>): Sides<T> {
  const saved = itemsOf(values, revision);
  return {
    revision,
    saved,
    edited: saved,
    fallback: { saved: fallback, edited: fallback },
    left: [],
  };
}

/** Gathers edits of a list. `served` is what the server sent; without edits the list follows it. */
export function useListDraft<T>(served: Listed<T>, ordered: boolean): ListDraft<T> {
  const router = useRouter();
  const [sides, setSides] = useState(() => sidesOf(served));
  const [settling, setSettling] = useState(false);
  const added = useRef(0);
  const { revision, saved, edited, fallback, left } = sides;
  const found = differences(saved, edited, ordered);
  const count = found.length + (fallback.saved === fallback.edited ? 0 : 1);
  const newer = served.revision !== revision;
  if (newer && (settling || count + left.length === 0)) {
    setSides(sidesOf(served));
    setSettling(false);
  }

  const change = (part: (now: Sides<T>) => Partial<Sides<T>>) => {
    expectNotice();
    setSides((now) => ({ ...now, ...part(now) }));
  };
  const edit = (by: (now: Items<T>) => Items<T>) => change((now) => ({ edited: by(now.edited) }));

  return {
    ...sides,
    differences: found,
    count,
    stale: newer && !settling,
    settling,
    put: (value, id) => {
      added.current += 1;
      const item = { id: id ?? `new-${added.current}`, value };
      edit((now) => withItem(now, item));
    },
    remove: (id) => edit((now) => now.filter((item) => item.id !== id)),
    move: (id, by) => edit((now) => moved(now, id, by)),
    undo: (difference) => edit((now) => undone(saved, now, difference)),
    setFallback: (key) => change((now) => ({ fallback: { ...now.fallback, edited: key } })),
    discard: () => setSides(sidesOf(served)),
    settle: () => {
      setSettling(true);
      router.refresh();
    },
    loadCurrent: () =>
      change((now) => {
        const over = rebased(now.saved, now.edited, served.values, served.revision);
        const own = now.fallback.edited !== now.fallback.saved;
        return {
          ...over,
          revision: served.revision,
          left: [...now.left, ...over.left],
          fallback: {
            saved: served.fallback,
            edited: own ? now.fallback.edited : served.fallback,
          },
        };
      }),
    forget: (difference) =>
      change((now) => ({ left: now.left.filter((other) => other !== difference) })),
  };
}
