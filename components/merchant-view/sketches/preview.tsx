import {
  appOf,
  componentEntry,
  PREVIEW_COMPONENTS,
  type PreviewComponent,
} from '@/lib/domain/catalog';
import { sentenceOf } from '@/lib/domain/catalog/sentences';
import { PREVIEW_MEANS, PreviewMark } from '../../preview/preview-mark';
import { Panel } from '../parts/blocks';
import type { Draw, Sketch, SketchesOf } from '../sketch';

/** The apps of a component that are on for the merchant. */
function appsOf({ component, drawing }: Pick<Draw<PreviewComponent>, 'component' | 'drawing'>) {
  const features = drawing.side.policy.components[component]?.features ?? {};
  return Object.entries(features).flatMap(([name, { value }]) =>
    value ? (appOf(name) ?? []) : [],
  );
}

const sketch: Sketch<PreviewComponent> = {
  inferred: 'All of it: Stripe’s previews change, so only what the component is for is told here.',
  good: PREVIEW_MEANS,
  draw: ({ component, drawing }) => {
    const { title } = componentEntry(component);
    const apps = appsOf({ component, drawing });
    return (
      <Panel title={title} aside={<PreviewMark />}>
        <p className="text-ink-2">{sentenceOf(component)}</p>
        {apps.length > 0 && (
          <ul aria-label="Apps" className="divide-y rounded-md border">
            {apps.map((app) => (
              <li key={app} className="px-3 py-2 font-mono text-sm break-all">
                {app}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    );
  },
};

/** How previews are drawn: all alike, because what is in them is Stripe’s to change. */
export const preview = Object.fromEntries(
  PREVIEW_COMPONENTS.map((component) => [component, sketch]),
) as unknown as SketchesOf<PreviewComponent>;
