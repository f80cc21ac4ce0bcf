import type { ApiArea } from '@/lib/domain/api-reference';
import { Operation } from './operation';
import { areaId } from './words';

/** The operations of one area. */
export function Area({ area: { name, about, operations } }: { area: ApiArea }) {
  const id = areaId(name);
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="flex scroll-mt-[calc(var(--shell-top)+12px)] flex-col gap-3"
    >
      <div className="mt-2">
        <h2 id={`${id}-title`} className="text-lg font-semibold">
          {name}
        </h2>
        <p className="text-ink-2">{about}</p>
      </div>
      {operations.map((operation) => (
        <Operation key={operation.id} operation={operation} />
      ))}
    </section>
  );
}
