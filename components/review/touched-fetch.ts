import type { TouchedAccount } from '@/lib/domain/touched';
import type { Page } from '@/lib/domain/views';
import type { WireEdit } from '../edits/post-change';
import { type Sent, send } from '../edits/send';

/** Accounts that a page of the list adds. */
const LIMIT = 50;

/** A further page of the accounts that edits touch, which are not handed in yet. */
export const touchedByEdits = (
  edits: readonly WireEdit[],
  cursor: string,
): Promise<Sent<Page<TouchedAccount>>> =>
  send('POST', '/api/changes/accounts', { edits, cursor, limit: LIMIT });

/** A further page of the accounts that a kept change touches. */
export const touchedByChange = (id: string, cursor: string): Promise<Sent<Page<TouchedAccount>>> =>
  send(
    'GET',
    `/api/changes/${encodeURIComponent(id)}/accounts?${new URLSearchParams({ cursor, limit: String(LIMIT) })}`,
  );
