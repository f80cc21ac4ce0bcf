import type { ApiReference } from '@/lib/domain/api-reference';
import { areaId } from './words';

const LINK = 'block rounded px-2 hover:bg-sunken';

/** The areas; on a wide screen each with its operations. */
export function Contents({ reference: { areas, codes, shapes } }: { reference: ApiReference }) {
  return (
    <nav aria-label="Operations" className="min-h-0 lg:overflow-y-auto lg:pb-2">
      <ul className="flex flex-wrap gap-1 lg:block lg:space-y-3">
        {areas.map(({ name, operations }) => (
          <li key={name}>
            <a href={`#${areaId(name)}`} className={`${LINK} py-0.5 font-medium max-lg:border`}>
              {name}
            </a>
            <ul className="hidden lg:block">
              {operations.map(({ id, method, path }) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    title={`${method} ${path}`}
                    className={`${LINK} truncate py-1 font-mono text-xs text-ink-2 hover:text-ink`}
                  >
                    <span className="inline-block w-12 text-ink-3">{method}</span>
                    {path.replace(/^\/api(?=\/)/, '')}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
        {codes.length > 0 && (
          <li>
            <a href="#errors" className={`${LINK} py-0.5 font-medium max-lg:border`}>
              Errors
            </a>
          </li>
        )}
        {shapes.length > 0 && (
          <li>
            <a href="#shapes" className={`${LINK} py-0.5 font-medium max-lg:border`}>
              Types
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}
