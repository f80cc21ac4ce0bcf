import type { Route } from 'next';
import type { ReactNode } from 'react';
import type { Component, Feature, GaComponent } from '@/lib/domain/catalog';
import type { FeatureOf } from '@/lib/domain/catalog/types';
import type { Cell } from '@/lib/domain/cells';
import type { ResolvedPolicy } from '@/lib/domain/policy';
import type { Traits } from '@/lib/domain/traits';

/** The merchant whose dashboard is drawn. */
export interface Merchant {
  id: string;
  name: string;
  /** Lower-case ISO code, as Stripe writes it. */
  currency: string | null;
  traits: Traits;
}

/** One dashboard: a merchant, the policy that it is drawn under, and where cells are explained. */
export interface Side {
  /** "Now", "With Retail"; tells two sides apart, to a screen reader too. */
  title: string;
  /** What makes it what it is: "Template Retail, 2 overrides". */
  caption: string;
  merchant: Merchant;
  policy: ResolvedPolicy;
  /** Template names by key. */
  names: ReadonlyMap<string, string>;
  cellHref: (cell: Cell) => Route;
}

/** What a side is drawn with. */
export interface Drawing {
  side: Side;
  /** Whether missing places leave an outline. */
  missing: boolean;
  /** Cells that come out otherwise on the other side. */
  differs: ReadonlySet<Cell>;
}

/**
 * A place in a sketch that one cell decides about. `present` and `outlined` are drawn; `absent`
 * leaves nothing, as in the merchant's own dashboard.
 */
export interface Place {
  as: 'present' | 'outlined' | 'absent';
  /** Names the cell and the state on the element that stands for the place. */
  attributes: Readonly<Record<`data-${string}`, string>>;
  /** The outline with its explanation; null unless outlined. */
  ghost: ReactNode;
}

export type When = 'on' | 'off';
export type GhostShape = 'button' | 'text' | 'block';

/**
 * The features that a component has; of a union of components, those that all of them have. What a
 * preview has no sketch knows by name.
 */
export type Own<C extends Component> = [C] extends [GaComponent] ? FeatureOf<C> & Feature : never;

/** What a sketch of a component draws with. It knows only that component's own features. */
export interface Draw<C extends Component> {
  component: C;
  drawing: Drawing;
  place: (feature: Own<C>, what: string, shape?: GhostShape) => Place;
  has: (feature: Own<C>) => boolean;
  /** Whether another component stands in the same dashboard. */
  beside: (component: Component) => boolean;
  /** A sample amount in the merchant's own currency. */
  money: (amount: number) => string;
  /** A name for a region, unique where two sides are drawn. */
  label: (text: string) => string;
  merchant: Merchant;
}

/** How one component is drawn, and what of it Stripe's pages do not say. */
export interface Sketch<C extends Component> {
  draw: (draw: Draw<C>) => ReactNode;
  /** What of the drawing is inferred. */
  inferred: string;
  /** When the component shows something else or nothing, if so. */
  good?: string;
}

/** A sketch for each of these components: one missing or one too many does not compile. */
export type SketchesOf<C extends Component> = { [K in C]: Sketch<K> };
