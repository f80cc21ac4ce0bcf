import type { Component, Feature } from './catalog';
import type { Cell } from './cells';
import type { Setting } from './settings';

/** A cell's value; null where it depends on the account and none is at hand. */
export type CellValue = boolean | null;

/** What decides a cell, as the matrix draws it. */
export type CellOrigin = 'inherited' | 'set' | 'override' | 'limit';

/** One layer in the explanation of a cell. */
export interface LayerView {
  kind: 'limit' | 'override' | 'template' | 'stripe';
  title: string;
  /** undefined where the layer says nothing. */
  value: CellValue | undefined;
  /** Decided the cell; or wanted to, and Stripe's limit had its way. */
  outcome: 'won' | 'wanted' | 'lost' | 'silent';
  template?: { key: string; revision: number };
  /** Further sentences: why, by whom, until when. */
  message?: string;
  by?: string;
  at?: string;
  reason?: string;
  changeId?: string;
  /** Who decided is being asked for, or could not be had. */
  decision?: 'loading' | 'failed';
  note?: string;
  expiresAt?: string;
  unsaved?: boolean;
}

/** Everything that the matrix and the explanation show of one cell. */
export interface CellView {
  cell: Cell;
  component: Component;
  feature: Feature | null;
  value: CellValue;
  origin: CellOrigin;
  /** Where the value comes from, in a word or two. */
  source: string;
  /** What the layers want where Stripe's limit changed it. */
  wanted: CellValue | undefined;
  expiresAt: string | null;
  /** What the layer that is being edited says. */
  setting: Setting;
  /** What `inherit` gives here, and from where. */
  inherited: { value: CellValue; source: string };
  /** What is saved, where the draft shows something else. */
  was: { value: CellValue; setting: Setting } | null;
  /** What it is now, where the past is shown and now is otherwise. */
  today?: CellValue;
  /** A feature of a component that is off. */
  dimmed: boolean;
  /** Says something else than what it would inherit. */
  differs: boolean;
  /** Highest layer first, down to Stripe's default. */
  layers: LayerView[];
  /** What Stripe permits and yet will not do what it seems to; or what it demands. */
  advice: string | null;
}

export type CellViews = ReadonlyMap<Cell, CellView>;
