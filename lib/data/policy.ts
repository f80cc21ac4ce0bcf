import 'server-only';
import type { ResolvedPolicy } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import { verb } from './context';
import { accountNotFound, readPolicyInput } from './policy-input';

/** The resolved policy of an account as of the request's moment. It never mints. */
export const getPolicy = verb(
  'policy:read',
  async (context, { account }: { account: string }): Promise<ResolvedPolicy> => {
    const current = await readPolicyInput(account, context.now);
    if (!current) throw accountNotFound(account);
    return resolve(current.input);
  },
);

/** What decides an account's policy, layer by layer, for pages that resolve drafts themselves. */
export const getPolicyInput = verb(
  'policy:read',
  async (context, { account }: { account: string }) => {
    const current = await readPolicyInput(account, context.now);
    if (!current) throw accountNotFound(account);
    return current.input;
  },
);
