import type { ApiReference } from '@/lib/domain/api-reference';
import { Section } from '../ui/section';
import { ShapeOf } from './operation';
import { codeId, shapeId, Words } from './words';

const TARGET = 'scroll-mt-[calc(var(--shell-top)+12px)]';

/** What each error code means, once for all operations. */
export function Codes({ codes }: { codes: ApiReference['codes'] }) {
  if (codes.length === 0) return null;
  return (
    <div id="errors" className={TARGET}>
      <Section title="Errors" flush>
        <dl className="divide-y">
          {codes.map(({ code, status, about }) => (
            <div
              key={code}
              id={codeId(code)}
              className={`${TARGET} grid gap-x-4 px-4 py-1.5 target:bg-accent-soft md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]`}
            >
              <dt className="font-mono text-sm">
                <span className="text-ink-3">{status}</span> {code}
              </dt>
              <dd className="text-ink-2">
                <Words text={about} />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
    </div>
  );
}

/** What operations take and answer under a name. */
export function Shapes({ shapes }: { shapes: ApiReference['shapes'] }) {
  if (shapes.length === 0) return null;
  return (
    <section id="shapes" aria-labelledby="shapes-title" className={`${TARGET} flex flex-col gap-3`}>
      <h2 id="shapes-title" className="mt-2 text-lg font-semibold">
        Types
      </h2>
      {shapes.map(({ name, shape }) => (
        <article
          key={name}
          id={shapeId(name)}
          aria-labelledby={`${shapeId(name)}-title`}
          className={`${TARGET} rounded-lg border bg-surface p-4 target:border-accent`}
        >
          <h3 id={`${shapeId(name)}-title`} className="mb-1 font-mono font-semibold">
            <a href={`#${shapeId(name)}`} className="hover:underline">
              {name}
            </a>
          </h3>
          <ShapeOf shape={shape} mark="optional" />
        </article>
      ))}
    </section>
  );
}
