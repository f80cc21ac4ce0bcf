import 'server-only';
import { asciiJson, type JsonPieces } from '@/lib/domain/ascii-json';
import type { PolicyInput, ResolvedPolicy } from '@/lib/domain/policy';
import { policyJson } from '@/lib/domain/policy-json';
import { resolve, resolveWith } from '@/lib/domain/resolve';
import { keptPolicy } from './cache/policies';
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

/** What is kept of an account, ready to be resolved at the request's moment. */
async function keptOf({ now }: Context, account: string) {
  const kept = await keptPolicy(account);
  if (!kept) throw accountNotFound(account);
  const { traits, assignedBy, overrides } = kept.account;
  return { compiled: kept.compiled, input: { account, at: now, traits, assignedBy, overrides } };
}

/** The resolved policy of an account, now or as of a past moment. It never mints. */
export const getPolicy = verb(
  'policy:read',
  async (context, wanted: Wanted): Promise<ResolvedPolicy> => {
    if (wanted.at !== undefined) return resolve(await inputOf(context, wanted));
    const { compiled, input } = await keptOf(context, wanted.account);
    return resolveWith(compiled, input);
  },
);

/** The same as JSON text, in ASCII alone, in pieces. */
export const getPolicyText = verb(
  'policy:read',
  async (context, wanted: Wanted): Promise<JsonPieces> => {
    if (wanted.at !== undefined) return [asciiJson(resolve(await inputOf(context, wanted)))];
    const { compiled, input } = await keptOf(context, wanted.account);
    return policyJson(compiled, input);
  },
);

/** What decides an account's policy, layer by layer, for pages that resolve drafts themselves. */
export const getPolicyInput = verb('policy:read', inputOf);
