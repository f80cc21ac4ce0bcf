import { Link } from '@/components/ui/link';
import type { Overview } from '@/lib/domain/views';

const SHOWN = 12;

/** Accounts by template as bars, the most used first; the accented part of each deviates. */
export function TemplateBars({ templates: all }: { templates: Overview['templates'] }) {
  const templates = all.slice(0, SHOWN);
  const others = all.slice(SHOWN);
  const most = Math.max(1, ...templates.map(({ accounts }) => accounts));
  const share = (accounts: number) => `${(accounts / most) * 100}%`;
  return (
    <ul className="space-y-2.5">
      {templates.map(({ key, name, accounts, deviating }) => (
        <li key={key}>
          <div className="mb-1 flex items-baseline justify-between gap-3">
            <Link
              href={`/templates/${key}`}
              className="min-w-0 truncate font-medium hover:underline"
            >
              {name}
            </Link>
            <span className="shrink-0 text-sm text-ink-2 tabular-nums">
              <Link href={`/accounts?template=${key}`} className="hover:underline">
                {accounts.toLocaleString('en')} {accounts === 1 ? 'account' : 'accounts'}
              </Link>
              {deviating > 0 && (
                <>
                  {', '}
                  <Link
                    href={`/accounts?template=${key}&deviating=true`}
                    className="text-accent-text hover:underline"
                  >
                    {deviating.toLocaleString('en')} {deviating === 1 ? 'deviates' : 'deviate'}
                  </Link>
                </>
              )}
            </span>
          </div>
          <div aria-hidden className="relative h-2 overflow-hidden rounded-xs bg-sunken">
            <div
              className="absolute inset-y-0 left-0 rounded-xs bg-line-strong"
              style={{ width: share(accounts) }}
            />
            <div
              className="absolute inset-y-0 left-0 rounded-xs bg-accent"
              style={{ width: share(deviating) }}
            />
          </div>
        </li>
      ))}
      {others.length > 0 && (
        <li className="text-sm text-ink-2">
          <Link href="/templates" className="hover:underline">
            {others.length} more {others.length === 1 ? 'template' : 'templates'}
          </Link>
          {`, ${others.reduce((sum, { accounts }) => sum + accounts, 0).toLocaleString('en')} accounts`}
        </li>
      )}
    </ul>
  );
}
