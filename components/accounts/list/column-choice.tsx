'use client';

import { Columns3 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import { Button } from '../../ui/button';
import { COLUMNS, type ColumnKey, columnsCookie } from './columns';
import { Panel } from './panel';

/** Which columns the table has. The choice is kept in a cookie, for the server renders the table. */
export function ColumnChoice({ shown }: { shown: readonly ColumnKey[] }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [chosen, showChosen] = useOptimistic(shown);

  const choose = (keys: readonly ColumnKey[] | null) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is too young to rely on
    document.cookie = columnsCookie(keys);
    startTransition(() => {
      if (keys) showChosen(keys);
      router.refresh();
    });
  };

  return (
    <Panel id="columns" text="Columns" icon={Columns3} align="right">
      <fieldset aria-busy={pending} className="min-w-0 p-2 sm:w-52">
        <legend className="sr-only">Columns beside the name</legend>
        {COLUMNS.map(({ key, title }) => (
          <label
            key={key}
            className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 hover:bg-sunken"
          >
            <input
              type="checkbox"
              autoComplete="off"
              checked={chosen.includes(key)}
              onChange={(event) =>
                choose(
                  event.target.checked ? [...chosen, key] : chosen.filter((other) => other !== key),
                )
              }
              className="size-4 accent-(--accent)"
            />
            {title}
          </label>
        ))}
        <div className="mt-1 border-t px-1 pt-2">
          <Button variant="ghost" size="sm" onClick={() => choose(null)}>
            Back to the standard columns
          </Button>
        </div>
      </fieldset>
    </Panel>
  );
}
