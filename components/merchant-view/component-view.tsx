import { AppWindow } from 'lucide-react';
import type { ReactNode } from 'react';
import { AUTHENTICATION, type Component, componentEntry, featuresOf } from '@/lib/domain/catalog';
import { sentenceOf } from '@/lib/domain/catalog/sentences';
import { cellOf } from '@/lib/domain/cells';
import { cn } from '../ui/cn';
import { drawOf } from './draw';
import { Blank, Remark } from './parts/blocks';
import { differsClass, Explanation, GateAt, placeOf } from './place';
import type { Drawing, Place } from './sketch';
import { sketchOf } from './sketches';
import { whyOf } from './why';

/** One page of the merchant's dashboard: a component as this merchant would see it. */
export function ComponentView<C extends Component>({
  component,
  drawing,
}: {
  component: C;
  drawing: Drawing;
}) {
  const { title, tag } = componentEntry(component);
  const { draw, inferred, good } = sketchOf(component);
  const place = placeOf(drawing, { cell: cellOf(component), what: title, shape: 'block' });
  if (place.as !== 'present') return <Absent component={component} drawing={drawing} />;
  return (
    <div {...place.attributes} className={cn('min-w-0', wholeDiffers(place))}>
      <h3 className="text-lg font-semibold">{title}</h3>
      <div className="@container mt-3 min-w-0 space-y-4">
        {tag === null && (
          <Remark>
            {title} cannot be mounted with the released Connect.js yet: it has no tag for it.
          </Remark>
        )}
        <SignIn component={component} drawing={drawing} />
        {draw(drawOf(component, drawing))}
      </div>
      <dl className="mt-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 border-t border-dashed pt-3 text-sm text-ink-3">
        <Note name="Inferred">{inferred}</Note>
        {good && <Note name="Good to know">{good}</Note>}
      </dl>
    </div>
  );
}

/** The mark of a difference around a whole page of the dashboard, with room for what is in it. */
function wholeDiffers(place: Place): string | false {
  const differs = differsClass(place);
  return differs && cn(differs, 'outline-offset-8!');
}

function Note({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="font-medium">{name}</dt>
      <dd className="max-w-[80ch]">{children}</dd>
    </>
  );
}

/** Components that ask for the sign-in as soon as they open. */
const AT_ONCE: readonly Component[] = ['account_onboarding', 'account_management'];

/** What the merchant meets before or while it uses the component, unless it is switched off. */
function SignIn({ component, drawing }: { component: Component; drawing: Drawing }) {
  if (!featuresOf(component).includes(AUTHENTICATION)) return null;
  return (
    <GateAt
      drawing={drawing}
      cell={cellOf(component, AUTHENTICATION)}
      when="off"
      what="Sign-in with Stripe"
    >
      <span className="inline-flex min-h-7 items-center gap-1.5 rounded-md border px-2 py-1 text-sm text-ink-2">
        <AppWindow aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        {AT_ONCE.includes(component)
          ? 'Signs in with Stripe first, in a pop-up window of Stripe’s'
          : 'May ask to sign in with Stripe, in a pop-up window of Stripe’s'}
      </span>
    </GateAt>
  );
}

/** Where a component would be that this merchant does not have. */
function Absent({ component, drawing }: { component: Component; drawing: Drawing }) {
  const { side, missing } = drawing;
  const { title } = componentEntry(component);
  const sentence = sentenceOf(component);
  const cell = cellOf(component);
  const place = placeOf(drawing, { cell, what: title, shape: 'block' });
  if (!missing) {
    return (
      <div {...place.attributes}>
        <h3 className="sr-only">{title}</h3>
        <Blank>This merchant’s dashboard has no such page.</Blank>
      </div>
    );
  }
  return (
    <div
      {...place.attributes}
      className={cn('rounded-md border border-dashed border-line-strong p-4', differsClass(place))}
    >
      <h3 className="text-lg font-semibold text-ink-2">{title}</h3>
      <p className="text-ink-3">{sentence}</p>
      <div className="mt-4 max-w-md">
        <Explanation what={title} why={whyOf(side, cell)} href={side.cellHref(cell)} />
      </div>
    </div>
  );
}
