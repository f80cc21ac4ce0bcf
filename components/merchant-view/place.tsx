import { ArrowUpRight, Lock } from 'lucide-react';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import type { Component } from '@/lib/domain/catalog';
import { type Cell, cellOf, findCell } from '@/lib/domain/cells';
import { decisionOf } from '@/lib/domain/policy';
import { cn } from '../ui/cn';
import { Ghost } from './ghost';
import type { Draw, Drawing, GhostShape, Own, Place, Side, When } from './sketch';
import { type Why, whyOf } from './why';

const SHAPES: Record<GhostShape, string> = {
  button: 'inline-flex min-h-7 items-center gap-1 rounded-md px-2 text-sm font-medium',
  text: 'inline-flex min-h-6 items-center gap-1 rounded px-1.5 text-sm',
  block: 'flex min-h-14 w-full items-center justify-center gap-1.5 rounded-md px-3 py-2',
};

interface Wanted {
  cell: Cell;
  /** The value at which it is there; nearly always `on`. */
  when?: When | undefined;
  /** What stands there, for the outline: "Refund". */
  what: string;
  shape?: GhostShape | undefined;
}

/** What becomes of a place under a policy: the thing itself, its outline, or nothing at all. */
export function placeOf({ side, missing, differs }: Drawing, wanted: Wanted): Place {
  const { cell, when = 'on', what, shape = 'button' } = wanted;
  const ref = findCell(cell);
  const value = ref && decisionOf(side.policy, ref.component, ref.feature)?.value;
  const present = value === (when === 'on');
  return {
    as: present ? 'present' : missing ? 'outlined' : 'absent',
    attributes: {
      'data-cell': cell,
      'data-state': present ? 'present' : 'missing',
      ...(when === 'off' && { 'data-when': when }),
      ...(differs.has(cell) && { 'data-differs': '' }),
    },
    ghost: present || !missing ? null : <Outline side={side} {...{ cell, what, shape }} />,
  };
}

const DIFFERS = 'rounded-md outline-2 outline-offset-2 outline-accent';

/** How an element that stands for a place says that the other side has it otherwise. */
export function differsClass(place: Place): string | false {
  return 'data-differs' in place.attributes && DIFFERS;
}

/** Draws what stands at a place that a cell decides about, or what is left where it is missing. */
export function GateAt({
  drawing,
  children,
  ...wanted
}: Wanted & { drawing: Drawing; children: ReactNode }) {
  const place = placeOf(drawing, wanted);
  if (place.as === 'absent') return null;
  const block = wanted.shape === 'block';
  const Element = block ? 'div' : 'span';
  const differs = differsClass(place);
  return (
    <Element
      {...place.attributes}
      className={cn(
        block ? 'min-w-0' : 'inline-flex max-w-full flex-wrap items-center gap-2',
        differs,
      )}
    >
      {differs && <span className="sr-only">Differs: </span>}
      {place.as === 'present' ? children : place.ghost}
    </Element>
  );
}

/** The same for a feature of the component that is being drawn. */
export function Gate<C extends Component>({
  draw: { component, drawing },
  feature,
  ...props
}: Omit<Wanted, 'cell'> & {
  draw: Pick<Draw<C>, 'component' | 'drawing'>;
  feature: Own<C>;
  children: ReactNode;
}) {
  return <GateAt drawing={drawing} cell={cellOf(component, feature)} {...props} />;
}

function Outline({
  side,
  cell,
  what,
  shape,
}: {
  side: Side;
  cell: Cell;
  what: string;
  shape: GhostShape;
}) {
  const why = whyOf(side, cell);
  const limited = why.layer === 'ceiling';
  return (
    <Ghost
      label={`Why ${what} is missing`}
      explanation={<Explanation what={what} why={why} href={side.cellHref(cell)} />}
      className={cn(
        SHAPES[shape],
        'max-w-full border border-dashed hover:bg-sunken aria-expanded:bg-sunken',
        limited ? 'border-limit-line text-limit-text' : 'border-line-strong text-ink-3',
      )}
    >
      {limited && <Lock aria-hidden className="size-3 shrink-0" />}
      <span className="min-w-0 truncate">{what}</span>
      <span className="sr-only">
        {' '}
        is missing: {why.fact}. {why.by}. {why.because}
      </span>
    </Ghost>
  );
}

/** Which cell took something away, which layer decided it, and the way to it. */
export function Explanation({ what, why, href }: { what: string; why: Why; href: Route }) {
  const [component, feature] = why.cell.split('.');
  return (
    <div className="space-y-2">
      <div>
        <p className="font-semibold">{what} is missing</p>
        <p className="text-ink-2">because {why.fact}.</p>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 border-t pt-2">
        <dt className="text-ink-3">By</dt>
        <dd className="font-medium">{why.by}</dd>
        {why.because && (
          <>
            <dt className="text-ink-3">Why</dt>
            <dd className="text-ink-2">{why.because}</dd>
          </>
        )}
        <dt className="text-ink-3">Cell</dt>
        <dd className="font-mono text-sm wrap-anywhere">
          {component}
          {feature && (
            <>
              .<wbr />
              {feature}
            </>
          )}
        </dd>
      </dl>
      <CellLink href={href} />
    </div>
  );
}

/** The way to a cell with its layers open. */
export function CellLink({ href }: { href: Route }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex items-center gap-1 font-medium text-accent-text hover:underline"
    >
      Open this cell
      <ArrowUpRight aria-hidden className="size-3.5" />
    </Link>
  );
}
