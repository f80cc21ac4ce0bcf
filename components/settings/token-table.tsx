import type { TokenView } from '@/lib/domain/people';
import { Badge } from '../ui/badge';
import { EmptyState } from '../ui/empty-state';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { EndAccess } from './end-access';

function state(token: TokenView, now: string): string | null {
  if (token.revokedAt !== null) return 'Revoked';
  return token.expiresAt !== null && token.expiresAt <= now ? 'Expired' : null;
}

/** All API tokens with their scopes; those that no longer hold are marked. */
export function TokenTable({ tokens, now }: { tokens: readonly TokenView[]; now: string }) {
  if (tokens.length === 0) {
    return <EmptyState title="No tokens yet">A machine needs one to mint sessions.</EmptyState>;
  }
  return (
    <Table label="API tokens">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Begins with</Th>
          <Th>Scopes</Th>
          <Th>Last used</Th>
          <Th>Expires</Th>
          <Th>
            <span className="sr-only">Revoke</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => {
          const ended = state(token, now);
          return (
            <tr key={token.id}>
              <Td className="min-w-40 font-medium">{token.name}</Td>
              <Td className="font-mono text-sm">{token.prefix}…</Td>
              <Td className="min-w-56 font-mono text-xs break-words text-ink-2">
                {token.scopes.join(' ')}
              </Td>
              <Td>{token.lastUsedAt ? <Time at={token.lastUsedAt} /> : 'Never'}</Td>
              <Td>{token.expiresAt ? <Time at={token.expiresAt} /> : 'Never'}</Td>
              <Td className="text-right">
                {ended ? (
                  <Badge>{ended}</Badge>
                ) : (
                  <EndAccess
                    path={`/api/tokens/${token.id}`}
                    verb="Revoke"
                    name={token.name}
                    consequence="Whatever uses it stops at once, and this cannot be undone."
                  />
                )}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
