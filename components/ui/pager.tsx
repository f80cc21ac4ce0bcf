import type { Route } from 'next';
import { Link } from '@/components/ui/link';
import { buttonClass } from './button';

/** A list's address with some of its query parameters changed; empty ones fall away. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): Route {
  const filled = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  const text = new URLSearchParams(filled).toString();
  return (text ? `${path}?${text}` : path) as Route;
}

/** The ways on and back in a list that is paged by keyset. */
export function Pager({
  path,
  query,
  nextCursor,
}: {
  path: string;
  query: Readonly<Record<string, string | undefined>>;
  nextCursor: string | null;
}) {
  if (!query.cursor && !nextCursor) return null;
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2 px-4 py-2">
      {query.cursor && (
        <Link href={withQuery(path, { ...query, cursor: undefined })} className={buttonClass()}>
          First page
        </Link>
      )}
      {nextCursor && (
        <Link href={withQuery(path, { ...query, cursor: nextCursor })} className={buttonClass()}>
          Next page
        </Link>
      )}
    </nav>
  );
}
