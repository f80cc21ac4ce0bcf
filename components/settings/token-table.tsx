import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { type TokenState, type TokenView, tokenState } from '@/lib/domain/people';
import { Badge } from '../ui/badge';
import { EmptyState } from '../ui/empty-state';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { ConfirmAct } from './confirm-act';
import { RotateToken } from './rotate-token';
import { RowActs } from './row-acts';

type Row = TokenView & { state: TokenState };

/** Columns that a narrow screen has no room for; there they stand below the name. */
const WIDE = 'hidden md:table-cell';

/** All API tokens with their scopes; those that let nobody in any more stand folded below. */
export function TokenTable({ tokens, now }: { tokens: readonly TokenView[]; now: Date }) {
  const rows = tokens.map((token): Row => ({ ...token, state: tokenState(token, now) }));
  const holds = ({ state }: Row) => state === 'active' || state === 'overlap';
  const ended = rows.filter((row) => !holds(row));
  const shown = (id: string | null) => rows.find((row) => row.id === id)?.prefix;
  return (
    <>
      {ended.length < rows.length ? (
        <Rows label="API tokens" rows={rows.filter(holds)} prefixOf={shown} />
      ) : (
        <EmptyState title="No token holds">A machine needs one to mint sessions.</EmptyState>
      )}
      {ended.length > 0 && (
        <details className="border-t">
          <summary className="px-4 py-2 text-ink-2 hover:text-ink">
            {ended.length === 1 ? '1 token that ended' : `${ended.length} tokens that ended`}
          </summary>
          <div className="border-t">
            <Rows label="API tokens that ended" rows={ended} prefixOf={shown} />
          </div>
        </details>
      )}
    </>
  );
}

function Rows({
  label,
  rows,
  prefixOf,
}: {
  label: string;
  rows: readonly Row[];
  prefixOf: (id: string | null) => string | undefined;
}) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>Token</Th>
          <Th className={WIDE}>Scopes</Th>
          <Th className={WIDE}>Last used</Th>
          <Th className={WIDE}>Ends</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="last:[&>td]:border-b-0">
            <Td className="min-w-48">
              <Name row={row} follows={prefixOf(row.predecessorId)} />
            </Td>
            <Td className={WIDE}>
              <Scopes scopes={row.scopes} />
            </Td>
            <Td className={WIDE}>
              <LastUse row={row} />
            </Td>
            <Td className={WIDE}>
              <End row={row} />
            </Td>
            <Td className="w-0">
              <Acts row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Name({ row, follows }: { row: Row; follows: string | undefined }) {
  return (
    <div className="space-y-1 wrap-anywhere">
      <div>
        <p className="font-medium">{row.name}</p>
        <p className="text-sm text-ink-3">
          <span className="font-mono">{row.prefix}…</span>
          {follows && (
            <>
              , takes the place of <span className="font-mono">{follows}…</span>
            </>
          )}
        </p>
      </div>
      {usedInOverlap(row) && (
        <p className="flex items-start gap-1 text-sm text-limit-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          Still used since it was rotated: something has to change over.
        </p>
      )}
      <div className="space-y-1 text-sm text-ink-2 md:hidden">
        <Scopes scopes={row.scopes} />
        <Pair name="Last used">
          <LastUse row={row} />
        </Pair>
        <Pair name="Ends">
          <End row={row} />
        </Pair>
      </div>
    </div>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p>
      <span className="text-ink-3">{name}: </span>
      {children}
    </p>
  );
}

/** Whether somebody came with the old token after its successor was made. */
function usedInOverlap({ lastUsedAt, rotatedAt, state }: Row): boolean {
  if (lastUsedAt === null || rotatedAt === null || state === 'revoked') return false;
  return lastUsedAt > rotatedAt;
}

function Scopes({ scopes }: { scopes: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-x-2 font-mono text-xs leading-5 text-ink-2">
      {scopes.map((scope) => (
        <span key={scope}>{scope}</span>
      ))}
    </span>
  );
}

function LastUse({ row: { lastUsedAt } }: { row: Row }) {
  return lastUsedAt ? <Time at={lastUsedAt} /> : 'Never';
}

function End({ row }: { row: Row }) {
  if (row.state === 'revoked') return <Badge>Revoked</Badge>;
  if (row.state === 'expired') return <Badge>Expired</Badge>;
  if (row.state === 'replaced') return <Badge>Rotated</Badge>;
  if (row.state === 'overlap' && row.overlapEndsAt) {
    return (
      <>
        <Badge tone="accent">Rotated</Badge> works until <Time at={row.overlapEndsAt} />
      </>
    );
  }
  return row.expiresAt ? <Time at={row.expiresAt} /> : 'Never';
}

function Acts({ row }: { row: Row }) {
  if (row.state !== 'active' && row.state !== 'overlap') return null;
  return (
    <RowActs>
      {row.state === 'active' && <RotateToken token={row} />}
      <ConfirmAct
        method="DELETE"
        path={`/api/tokens/${row.id}`}
        verb="Revoke"
        busyVerb="Revoking…"
        name={row.state === 'overlap' ? `old ${row.name}` : row.name}
        done={`Revoked ${row.name}.`}
        consequence="Whatever uses it stops at once, and this cannot be undone."
        danger
      />
    </RowActs>
  );
}
