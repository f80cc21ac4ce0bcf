import { Link } from '@/components/ui/link';
import { CONTROLLERS } from '@/lib/domain/words/controllers';
import { Badge } from '../../ui/badge';
import { MonoId } from '../../ui/mono-id';
import { Time } from '../../ui/time';
import type { ColumnKey } from './columns';
import type { ListedAccount } from './listed';

const BY = { explicit: 'assigned', rule: 'by rule', default: 'by default' } as const;
const TAGS_SHOWN = 2;

const none = (text: string) => <span className="text-ink-3">{text}</span>;

/** What a column says of an account. */
export function AccountCell({ column, account }: { column: ColumnKey; account: ListedAccount }) {
  switch (column) {
    case 'id':
      return <MonoId id={account.id} what={`id of ${account.name}`} className="max-w-full" />;
    case 'email':
      return account.email ? (
        <span title={account.email} className="block max-w-60 truncate">
          {account.email}
        </span>
      ) : (
        none('None')
      );
    case 'country':
      return account.countryName ?? none('Unknown');
    case 'controller':
      return CONTROLLERS[account.controller];
    case 'template':
      return (
        <span title={account.template.name} className="flex max-w-52 items-baseline gap-1">
          <Link
            href={`/templates/${encodeURIComponent(account.template.key)}`}
            className="truncate hover:underline"
          >
            {account.template.name}
          </Link>{' '}
          <span className="shrink-0 text-sm text-ink-3">{BY[account.template.by]}</span>
        </span>
      );
    case 'tags':
      return <Tags tags={account.tags} />;
    case 'status':
      return account.disconnectedAt ? (
        <span className="text-danger">
          Disconnected <Time at={account.disconnectedAt} />
        </span>
      ) : (
        'Connected'
      );
    case 'overrides':
      return account.overrides > 0 ? (
        <Badge tone="accent">
          {account.overrides}
          <span className="sr-only"> overrides</span>
        </Badge>
      ) : (
        none('0')
      );
  }
}

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return <span className="sr-only">None</span>;
  const rest = tags.slice(TAGS_SHOWN);
  return (
    <span className="inline-flex items-center gap-1">
      {tags.slice(0, TAGS_SHOWN).map((tag) => (
        <Badge key={tag} title={tag}>
          <span className="max-w-28 truncate">{tag}</span>
        </Badge>
      ))}
      {rest.length > 0 && (
        <span title={rest.join(', ')} className="text-sm text-ink-3">
          +{rest.length}
          <span className="sr-only"> more: {rest.join(', ')}</span>
        </span>
      )}
    </span>
  );
}
