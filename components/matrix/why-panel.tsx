import { TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { componentEntry } from '@/lib/domain/catalog';
import { sentenceOf } from '@/lib/domain/catalog/sentences';
import type { CellView, LayerView } from '@/lib/domain/cell-view';
import type { Setting } from '@/lib/domain/settings';
import { featureTitle, valueWord } from '@/lib/domain/words/cells';
import { whyWords } from '@/lib/domain/words/why';
import { CopyButton } from '../ui/copy-button';
import { CellMark } from './cell-mark';
import { LayerList } from './layer-list';
import { TriState } from './tri-state';

/** Why a cell is what it is: every layer from the highest down to Stripe's default. */
export function WhyPanel({
  view,
  layers,
  at,
  editable,
  account,
  onSet,
  onClose,
  actions,
  more,
}: {
  view: CellView;
  /** The cell's layers, with who decided what the templates say as far as it is known. */
  layers: readonly LayerView[];
  at: string;
  editable: boolean;
  account: boolean;
  onSet: (setting: Setting) => void;
  onClose: () => void;
  actions?: ReactNode;
  more?: ReactNode;
}) {
  const { component, feature } = view;
  const entry = componentEntry(component);
  const sentence = sentenceOf(component, feature);
  return (
    <div>
      <div className="flex items-start justify-between gap-2 px-4 pt-3">
        <div className="min-w-0">
          <h3 className="text-md font-semibold">
            {feature === null
              ? entry.title
              : `${entry.title} › ${featureTitle(component, feature)}`}
          </h3>
          <div className="flex min-w-0 items-center gap-0.5">
            <span className="truncate font-mono text-xs text-ink-3">{view.cell}</span>
            <CopyButton text={view.cell} label="cell name" />
          </div>
        </div>
        <button
          type="button"
          aria-label="Close"
          onClick={onClose}
          className="-mr-1 grid size-7 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      <p className="px-4 pt-1 text-ink-2">{sentence}</p>

      <div className="mx-4 mt-3 flex items-center gap-2 rounded-md border bg-sunken px-3 py-2">
        <CellMark value={view.value} origin={view.origin} />
        <span className="font-semibold">{valueWord(view.value)}</span>
        <span className="min-w-0 truncate text-ink-2">{whyWords(view)}</span>
        {view.today !== undefined && (
          <span className="ml-auto shrink-0 text-accent-text">
            now {valueWord(view.today).toLowerCase()}
          </span>
        )}
      </div>

      {editable && (
        <div className="px-4 pt-3">
          <TriState
            label={account ? 'Override for this account' : 'This template says'}
            setting={view.setting}
            inherited={view.inherited}
            onSet={onSet}
          />
        </div>
      )}
      {actions && <div className="px-4 pt-2">{actions}</div>}

      <h4 className="px-4 pt-3 text-xs font-medium text-ink-3">Layers, the highest first</h4>
      <LayerList layers={layers} at={at} />

      {view.advice && (
        <p className="flex gap-2 border-t px-4 py-3 text-ink-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-limit" />
          {view.advice}
        </p>
      )}
      {more}
    </div>
  );
}
