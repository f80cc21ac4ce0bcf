import 'server-only';
import { saveAccount } from '@/lib/data/account-mirror';
import { type KeptPolicy, keptPolicy } from '@/lib/data/cache/policies';
import type { Context } from '@/lib/data/context';
import { type MintPlan, recordRefusedMint } from '@/lib/data/mints';
import { accountNotFound } from '@/lib/data/policy-input';
import { offeredPreview, previewInput } from '@/lib/data/preview';
import type { CeilingCode } from '@/lib/domain/ceiling';
import { type Cell, findCell } from '@/lib/domain/cells';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import type { Ceiling, Send } from '@/lib/domain/policy';
import { decideSend } from '@/lib/domain/resolve';
import { requireKnown } from '@/lib/domain/send';
import type { Traits } from '@/lib/domain/traits';
import { retrieveAccount } from '@/lib/stripe/accounts';
import { askedOf, type MintRequest, refusedOf, whatToSend } from './request';

/** Time for fetching an account that is new to the mirror. */
const RETRIEVE_MS = 5_000;

/** Everything that is decided before Stripe is asked. */
export interface Ready {
  plan: MintPlan;
  send: Send;
  traits: Traits;
  /** What was asked for and is not sent. */
  cut: readonly Cell[];
  /** The reasons for which cells are not sent as the layers want them. */
  ceilings: readonly CeilingCode[];
  drifting: boolean;
  /** The database's snapshot as of which all of this holds. */
  seen: string;
}

/** Fetches that are under way: who wants the same account meanwhile waits for the same answer. */
const fetching = new Map<string, Promise<void>>();

/** Asks Stripe about an account that the mirror lacks, and saves it. Throws `account_not_found`. */
async function fetchAccount(account: string, now: Date): Promise<void> {
  const facts = await retrieveAccount(account, RETRIEVE_MS);
  if (!facts) throw accountNotFound(account);
  await saveAccount(facts, now);
}

/** The policy of an account; one that the mirror does not know yet is fetched and saved first. */
async function policyOf(account: string, now: Date): Promise<KeptPolicy> {
  const known = await keptPolicy(account, true);
  if (known) return known;
  const fetch =
    fetching.get(account) ?? fetchAccount(account, now).finally(() => fetching.delete(account));
  fetching.set(account, fetch);
  await fetch;
  const saved = await keptPolicy(account, true);
  if (!saved) throw accountNotFound(account);
  return saved;
}

const isSent = (cell: string, send: Send) => {
  const ref = findCell(cell);
  return ref !== undefined && send[ref.component] !== undefined;
};

const limits = new WeakMap<readonly Ceiling[], { send: Send; codes: readonly CeilingCode[] }>();

/** Why cells of what is sent are not as the layers want them; accounts of a kind share the answer. */
function limitsOf(send: Send, ceilings: readonly Ceiling[]): readonly CeilingCode[] {
  const known = limits.get(ceilings);
  if (known?.send === send) return known.codes;
  const codes = ceilings.filter(({ cell }) => isSent(cell, send)).map(({ code }) => code);
  limits.set(ceilings, { send, codes });
  return codes;
}

function requireConnected(account: string, { disconnectedAt }: KeptPolicy['account']): void {
  if (disconnectedAt === null) return;
  throw new AppError(
    'account_disconnected',
    `The account "${account}" is disconnected from the platform. Have the merchant connect again.`,
  );
}

async function prepare(request: MintRequest, context: Context): Promise<Ready> {
  requireKnown(request.components, offeredPreview());
  if (request.preview && context.actor.kind !== 'user') {
    throw new AppError('forbidden', 'A live preview is for a person who is signed in.');
  }
  const { account, compiled, seen } = await policyOf(request.account, context.now);
  requireConnected(request.account, account);
  const { traits, overrides } = account;
  const decided = decideSend(compiled, { traits, overrides, at: context.now });
  const { send, cells: cut } = whatToSend(request, decided, { traits, ...previewInput() });
  return {
    ...{ send, traits, cut, seen },
    ceilings: limitsOf(send, decided.ceilings),
    drifting: account.drifting,
    plan: {
      ...askedOf(request),
      ...(request.asked && { cut }),
      template: decided.template,
      policyRevision: account.revision,
    },
  };
}

const UNAUDITED = new Set<ErrorCode>(['database_unavailable', 'invalid_request']);

/** What is to be sent; where nothing is, the audit says why. */
export async function decide(request: MintRequest, context: Context): Promise<Ready> {
  try {
    return await prepare(request, context);
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal';
    if (!UNAUDITED.has(code)) await recordRefusedMint(context, refusedOf(request, error), code);
    throw error;
  }
}
