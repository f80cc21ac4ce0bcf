import type { CSSProperties } from 'react';
import type { ShapeRow } from '@/lib/domain/api-reference';
import { TypeName, Words } from './words';

const INDENT_PX = 14;

// What all rows share is said once: there are more than a thousand of them on the page.
const ROWS = [
  'divide-y rounded-md border',
  '*:grid *:gap-x-4 *:px-3 *:py-1.5 md:*:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]',
  '[&_dt]:min-w-0 [&_dt]:pl-(--in) [&_dt]:wrap-anywhere',
  '[&_dd]:min-w-0 [&_dd]:text-ink-2 max-md:[&_dd]:pl-(--in)',
  '[&_code]:font-mono [&_code]:text-sm [&_code]:wrap-anywhere [&_dt>code]:font-medium',
  '[&_samp]:font-mono [&_samp]:text-sm [&_samp]:wrap-anywhere [&_small]:text-sm [&_small]:text-ink-3',
  '[&_a]:text-accent-text [&_a]:hover:underline',
].join(' ');

/** What something is made of, one member a line; what is inside another stands further in. */
export function ShapeRows({
  rows,
  mark,
}: {
  rows: readonly (ShapeRow & { place?: string })[];
  /** What is worth saying: what must be sent, or what may be missing from an answer. */
  mark: 'required' | 'optional';
}) {
  return (
    <dl className={ROWS}>
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the members of a schema do not move
          key={index}
          className={row.choice ? 'bg-sunken' : undefined}
          style={
            row.depth > 0 ? ({ '--in': `${row.depth * INDENT_PX}px` } as CSSProperties) : undefined
          }
        >
          <dt>
            <Name row={row} mark={mark} />
          </dt>
          <dd>
            <Meaning row={row} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Name({ row, mark }: { row: ShapeRow & { place?: string }; mark: string }) {
  if (row.choice) {
    return (
      <>
        <small>{row.choice} </small>
        <code>{row.name}</code>
      </>
    );
  }
  const place = row.place === 'query' ? undefined : row.place;
  const marked = row.required === (mark === 'required');
  return (
    <>
      <code>{row.name}</code>
      {place && <small> in the {place}</small>}
      {marked && row.place !== 'path' && <small> {mark}</small>}
    </>
  );
}

function Meaning({ row: { type, rules, about } }: { row: ShapeRow }) {
  return (
    <>
      {type.length > 0 && (
        <samp>
          <TypeName type={type} />
        </samp>
      )}
      {rules.length > 0 && (
        <small>
          {type.length > 0 && ', '}
          <Words text={rules.join(', ')} />
        </small>
      )}
      {about && (
        <p>
          <Words text={about} />
        </p>
      )}
    </>
  );
}
