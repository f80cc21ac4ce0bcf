import { Link } from '@/components/ui/link';
import type { LayerView } from '@/lib/domain/cell-view';
import { remaining, valueWord } from '@/lib/domain/words/cells';
import { LAYER_OUTCOMES } from '@/lib/domain/words/why';
import { changePath } from '../changes/address';
import { cn } from '../ui/cn';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';

/** The layers of one cell as a stack: what each says, and which one decides. */
export function LayerList({ layers, at }: { layers: readonly LayerView[]; at: string }) {
  return (
    <ol className="px-4 pt-1 pb-3">
      {layers.map((layer) => (
        <li
          key={`${layer.kind} ${layer.template?.key ?? ''}`}
          className={cn(
            'border-l-2 py-1.5 pl-3',
            layer.outcome === 'won' ? 'border-accent' : 'border-line',
          )}
        >
          <div className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 truncate">
              <Title layer={layer} />
            </span>
            <span className="shrink-0 whitespace-nowrap">
              {layer.value === undefined ? (
                <span className="text-ink-3">says nothing</span>
              ) : (
                <>
                  {LAYER_OUTCOMES[layer.outcome] && (
                    <span className="mr-2 text-xs text-ink-3">{LAYER_OUTCOMES[layer.outcome]}</span>
                  )}
                  <span
                    className={cn(
                      'font-medium',
                      layer.outcome === 'lost' && 'text-ink-3',
                      layer.outcome === 'wanted' && 'text-ink-3 line-through',
                    )}
                  >
                    {valueWord(layer.value)}
                  </span>
                </>
              )}
            </span>
          </div>
          <Facts layer={layer} at={at} />
        </li>
      ))}
    </ol>
  );
}

function Title({ layer }: { layer: LayerView }) {
  const strong = layer.outcome === 'won' ? 'font-medium text-ink' : 'text-ink-2';
  if (!layer.template) return <span className={strong}>{layer.title}</span>;
  const { key, revision } = layer.template;
  return (
    <>
      <Link
        href={`/templates/${encodeURIComponent(key)}`}
        className={cn(
          strong,
          'underline decoration-line-strong underline-offset-2 hover:decoration-ink',
        )}
      >
        {layer.title}
      </Link>{' '}
      <span className="text-xs text-ink-3">revision {revision}</span>
    </>
  );
}

function Facts({ layer, at }: { layer: LayerView; at: string }) {
  const { message, reason, note, decision, expiresAt, unsaved } = layer;
  return (
    <div className="space-y-0.5 text-sm text-ink-3">
      {unsaved && <p className="font-medium text-accent-text">Not saved yet</p>}
      {message && <p className="text-ink-2">{message}</p>}
      {reason && <p className="text-ink-2">“{reason}”</p>}
      {note && <p>Note: {note}</p>}
      {decision === 'loading' && (
        <div className="space-y-2 py-1.5">
          <Skeleton className="h-2 w-36" />
          <Skeleton className="h-2 w-56" />
        </div>
      )}
      {decision === 'failed' && <p>Who decided this could not be loaded.</p>}
      <Author layer={layer} />
      {expiresAt && (
        <p>
          Until <Time at={expiresAt} /> ({remaining(at, expiresAt)})
        </p>
      )}
    </div>
  );
}

function Author({ layer: { by, at, changeId } }: { layer: LayerView }) {
  if (!by) return null;
  return (
    <p>
      {by}
      {at && (
        <>
          , <Time at={at} />
        </>
      )}
      {changeId && (
        <>
          {' · '}
          <Link
            href={changePath(changeId)}
            className="text-accent-text underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            Change <span className="font-mono">{changeId.slice(0, 8)}</span>
          </Link>
        </>
      )}
    </p>
  );
}
