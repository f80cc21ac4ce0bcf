import 'server-only';
import type Stripe from 'stripe';
import { saveAccount } from '@/lib/data/account-mirror';
import { type Context, verb } from '@/lib/data/context';
import { closeMint, type MintPlan, openMint, recordRefusedMint } from '@/lib/data/mints';
import { accountNotFound, type CurrentPolicyInput, readPolicyInput } from '@/lib/data/policy-input';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import type { Send } from '@/lib/domain/policy';
import { driftOf, predict } from '@/lib/domain/predict';
import { resolve } from '@/lib/domain/resolve';
import { narrow, requireKnown } from '@/lib/domain/send';
import type { Traits } from '@/lib/domain/traits';
import { log } from '@/lib/log';
import { createAccountSession } from '@/lib/stripe/account-sessions';
import { retrieveAccount } from '@/lib/stripe/accounts';

/** Time for both calls to Stripe together, so that the caller has an answer within ten seconds. */
const BUDGET_MS = 8_500;
/** Time for fetching an account that is new to the mirror. */
const RETRIEVE_MS = 5_000;

export interface MintRequest {
  account: string;
  /** Narrows the session to these components; it can never widen it. */
  components?: readonly string[] | undefined;
  /** For a live preview: why this person looks at the merchant's dashboard. */
  preview?: { reason: string } | undefined;
}

interface Ready {
  plan: MintPlan;
  send: Send;
  traits: Traits;
}

/** The policy of an account; one that the mirror does not know yet is fetched and saved first. */
async function policyOf(account: string, context: Context): Promise<CurrentPolicyInput> {
  const known = await readPolicyInput(account, context.now);
  if (known) return known;
  const facts = await retrieveAccount(account, RETRIEVE_MS);
  if (!facts) throw accountNotFound(account);
  await saveAccount(facts, context.now);
  const saved = await readPolicyInput(account, context.now);
  if (!saved) throw accountNotFound(account);
  return saved;
}

/** What the audit keeps of what was asked. */
const asked = ({ account, components, preview }: MintRequest): MintPlan => ({
  account,
  components: components ?? null,
  ...(preview && { purpose: 'live_preview', reason: preview.reason }),
});

/** Everything that is decided before Stripe is asked. */
async function prepare(request: MintRequest, context: Context): Promise<Ready> {
  requireKnown(request.components);
  if (request.preview && context.actor.kind !== 'user') {
    throw new AppError('forbidden', 'A live preview is for a person who is signed in.');
  }
  const { input, revision, disconnectedAt } = await policyOf(request.account, context);
  if (disconnectedAt !== null) {
    throw new AppError(
      'account_disconnected',
      `The account "${request.account}" is disconnected from the platform. Have the merchant connect again.`,
    );
  }
  const policy = resolve(input);
  const send = narrow(policy.send, request.components);
  return {
    send,
    traits: input.traits,
    plan: {
      ...asked(request),
      template: { key: policy.template.key, revision: policy.template.revision },
      policyRevision: revision,
      send,
    },
  };
}

/** Completes the audit entry; where that fails the entry stays open, and the log says so. */
async function close(entry: bigint, outcome: Parameters<typeof closeMint>[1], context: Context) {
  try {
    await closeMint(entry, outcome);
  } catch (err) {
    log.error({ err, requestId: context.requestId, auditId: String(entry) }, 'mint left open');
  }
}

/** When the work that began at `context.now` is at now; the clock is read nowhere else. */
const clock = (context: Context, started: number) =>
  new Date(context.now.getTime() + Math.round(performance.now() - started));

const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'internal');

const UNAUDITED = new Set<ErrorCode>(['database_unavailable', 'invalid_request']);

/**
 * Turns an account's resolved policy into a live AccountSession, as Stripe answers it.
 * The audit entry is committed before Stripe is asked, and completed after. The answer holds the
 * session's secret: hand it to the caller and keep it nowhere.
 * Throws `forbidden`, `account_not_found`, `account_disconnected`, `component_not_allowed`,
 * `no_component_enabled`, `invalid_request`, `database_unavailable` or one of Stripe's.
 */
export const mint = verb(
  'sessions:create',
  async (context, request: MintRequest): Promise<Stripe.AccountSession> => {
    const started = performance.now();
    let ready: Ready;
    try {
      ready = await prepare(request, context);
    } catch (error) {
      const code = codeOf(error);
      if (!UNAUDITED.has(code)) {
        await recordRefusedMint(context, asked(request), code);
      }
      throw error;
    }

    const entry = await openMint(context, ready.plan);
    try {
      const budget = BUDGET_MS - (performance.now() - started);
      const created = await createAccountSession(request.account, ready.send, budget);
      const { session, stripeRequestId } = created;
      const drift = driftOf(predict(ready.send, ready.traits), session.components);
      await close(
        entry,
        { at: clock(context, started), result: 'succeeded', detail: { stripeRequestId, drift } },
        context,
      );
      return session;
    } catch (error) {
      const code = codeOf(error);
      const detail = error instanceof AppError ? error.members : undefined;
      await close(entry, { at: clock(context, started), result: 'failed', code, detail }, context);
      throw error;
    }
  },
);
