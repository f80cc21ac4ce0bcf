import 'server-only';
import type { PolicyInput, ResolvedPolicy } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import { type Context, verb } from './context';
import { readPolicyInputAsOf } from './policy-as-of';
import { accountNotFound, readPolicyInput } from './policy-input';

interface Wanted {
  account: string;
  /** A past moment; left out, the request's own. */
  at?: Date | undefined;
}

async function inputOf(context: Context, { account, at }: Wanted): Promise<PolicyInput> {
  if (at !== undefined) return readPolicyInputAsOf(account, at, context.now);
  const current = await readPolicyInput(account, context.now);
  if (!current) throw accountNotFound(account);
  return current.input;
}

/** The resolved policy of an account, now or as of a past moment. It never mints. */
export const getPolicy = verb(
  'policy:read',
  async (context, wanted: Wanted): Promise<ResolvedPolicy> =>
    resolve(await inputOf(context, wanted)),
);

/** What decides an account's policy, layer by layer, for pages that resolve drafts themselves. */
export const getPolicyInput = verb('policy:read', inputOf);
