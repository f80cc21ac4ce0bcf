import type { Route } from 'next';
import type { ReactNode } from 'react';
import type { Cell } from '@/lib/domain/cells';
import type { Recent } from './recent';

/** What the palette asks for next, once something was chosen that is not enough by itself. */
export type Step =
  | { kind: 'cell'; cell: Cell; text: string }
  | { kind: 'compare'; account: string; text: string };

/** What happens when an item is chosen. */
export type Act =
  /** Leads to a page; in a new tab where that is wanted. */
  | { do: 'go'; href: Route; recent?: Recent }
  /** Opens a cell of the page that is there. */
  | { do: 'show'; cell: Cell; href: Route }
  | { do: 'ask'; step: Step }
  | { do: 'open'; dialog: 'create-template' | 'shortcuts' }
  | { do: 'run'; run: () => void };

/** One line of the palette. */
export interface Item {
  /** Unique in the list. */
  id: string;
  text: string;
  icon: ReactNode;
  /** Stands behind the text, in small. */
  note?: ReactNode;
  /** A second line; null where there is room for one and nothing to say. */
  below?: ReactNode;
  /** An opaque id that Ctrl or Command with C copies. */
  copy?: string;
  act: Act;
}

export interface Group {
  title: string;
  items: readonly Item[];
}
