import 'server-only';
import type { Feed } from './cache/feed';
import type { DenialBook } from './denials';
import type { MintLedger } from './mint-ledger';

/**
 * Writes what is still to be written of mints and denials, and gives back the connections that this process keeps
 * outside the pool; for the end of the process.
 */
export async function closeKept(): Promise<void> {
  const { denialBook, mintLedger, policyFeed } = globalThis as {
    denialBook?: DenialBook;
    mintLedger?: MintLedger;
    policyFeed?: Feed;
  };
  await mintLedger?.close();
  await denialBook?.close();
  await policyFeed?.close();
}
