import type { CellView, LayerView } from '../cell-view';
import { valueWord } from './cells';

/** What became of what a layer says; empty where it says nothing. */
export const LAYER_OUTCOMES: Readonly<Record<LayerView['outcome'], string>> = {
  won: 'decides',
  wanted: 'wanted',
  lost: 'outranked',
  silent: '',
};

/** What decided a cell, to stand behind its value: "by an override of this account". */
export function whyWords(view: Pick<CellView, 'origin' | 'wanted' | 'source'>): string {
  switch (view.origin) {
    case 'limit':
      return `${valueWord(view.wanted ?? null)} was wanted; Stripe does not permit it`;
    case 'override':
      return 'by an override of this account';
    case 'set':
      return 'set in this template';
    case 'inherited':
      return view.source.startsWith('Stripe') ? 'by Stripe’s default' : `from ${view.source}`;
  }
}
