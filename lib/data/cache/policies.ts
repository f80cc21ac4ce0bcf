import 'server-only';
import type { CompiledTemplate } from '@/lib/domain/compiled';
import { AppError } from '@/lib/domain/errors';
import { requireAccountId } from '../account-rows';
import { asAppError } from '../database-errors';
import { type KeptAccount, keptAccount, loadAccount } from './accounts';
import { feed } from './feed';
import { keptTemplate, loadTemplate } from './templates';

/** What decides an account's policy, as it is kept in memory. */
export interface KeptPolicy {
  account: KeptAccount;
  compiled: CompiledTemplate;
  /** The database's snapshot as of which all of it holds together. */
  seen: string;
}

/** More than any run of alterations that reading could meet by chance. */
const TRIES = 50;

function kept(id: string): KeptPolicy | null {
  const { seen } = feed();
  const account = keptAccount(id);
  const compiled = account && keptTemplate(account.template);
  return compiled && seen !== null ? { account, compiled, seen } : null;
}

async function read(id: string, guarded: boolean): Promise<KeptPolicy | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { generation } = feed();
    const account = keptAccount(id) ?? (await loadAccount(id));
    const compiled =
      account && (keptTemplate(account.template) ?? (await loadTemplate(account.template)));
    // What was read now is newer than `seen`; the two agree where nothing was altered in between.
    if (!guarded) await feed().look();
    const { seen } = feed();
    // Where something was altered meanwhile, the parts may not belong together.
    if (feed().generation !== generation || seen === null) continue;
    return compiled ? { account, compiled, seen } : null;
  }
  throw new AppError(
    'database_unavailable',
    'Policies are altered faster than they can be read right now. Try again shortly.',
    { retryAfter: 1 },
  );
}

/**
 * What decides an account's policy now, out of memory where it is kept. It holds as of `seen`, which
 * is at most a second ago, and nothing older than the last write of this process. Returns null for an
 * account that is not in the mirror. For verbs only: it checks no permission. `guarded` is for who
 * goes on only if nothing was altered after `seen`, as mints do.
 * Throws `invalid_request` and `database_unavailable`.
 */
export async function keptPolicy(id: string, guarded = false): Promise<KeptPolicy | null> {
  requireAccountId(id);
  try {
    await feed().confirm();
    return kept(id) ?? (await read(id, guarded));
  } catch (error) {
    throw asAppError(error);
  }
}
