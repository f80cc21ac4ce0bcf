import 'server-only';
import type { Feed } from './cache/feed';
import type { MintLedger } from './mint-ledger';

/**
 * Writes what is still to be written of mints, and gives back the connections that this process keeps
 * outside the pool; for the end of the process.
 */
export async function closeKept(): Promise<void> {
  const { mintLedger, policyFeed } = globalThis as { mintLedger?: MintLedger; policyFeed?: Feed };
  await mintLedger?.close();
  await policyFeed?.close();
}
