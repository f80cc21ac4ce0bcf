import 'server-only';
import type Stripe from 'stripe';
import { saveAccount } from '@/lib/data/account-mirror';
import { type Context, verb } from '@/lib/data/context';
import { keepDrift } from '@/lib/data/drift';
import { closeMint, type MintPlan, openMint, recordRefusedMint } from '@/lib/data/mints';
import { askForRefresh } from '@/lib/data/mirror/refreshes';
import { accountNotFound, type CurrentPolicyInput, readPolicyInput } from '@/lib/data/policy-input';
import { offeredPreview } from '@/lib/data/preview';
import { type Cell, findCell } from '@/lib/domain/cells';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import type { Ceiling, Send } from '@/lib/domain/policy';
import { type Drift, driftOf, predict } from '@/lib/domain/predict';
import { resolve } from '@/lib/domain/resolve';
import { requireKnown } from '@/lib/domain/send';
import type { Traits } from '@/lib/domain/traits';
import { log } from '@/lib/log';
import { countCeilings, countDrift, countDriftUnkept, countMint } from '@/lib/metrics/count';
import { createAccountSession } from '@/lib/stripe/account-sessions';
import { retrieveAccount } from '@/lib/stripe/accounts';
import { inSpan } from '@/lib/trace';
import { askedOf, type MintRequest, refusedOf, whatToSend } from './request';

/** Time for both calls to Stripe together, so that the caller has an answer within ten seconds. */
const BUDGET_MS = 8_500;
/** Time for fetching an account that is new to the mirror. */
const RETRIEVE_MS = 5_000;

interface Ready {
  plan: MintPlan;
  send: Send;
  traits: Traits;
  /** What was asked for and is not sent. */
  cut: readonly Cell[];
  ceilings: readonly Ceiling[];
  drifting: boolean;
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

const isSent = (cell: string, send: Send) => {
  const ref = findCell(cell);
  return ref !== undefined && send[ref.component] !== undefined;
};

/** Everything that is decided before Stripe is asked. */
async function prepare(request: MintRequest, context: Context): Promise<Ready> {
  requireKnown(request.components, offeredPreview());
  if (request.preview && context.actor.kind !== 'user') {
    throw new AppError('forbidden', 'A live preview is for a person who is signed in.');
  }
  const { input, revision, disconnectedAt, drifting } = await policyOf(request.account, context);
  if (disconnectedAt !== null) {
    throw new AppError(
      'account_disconnected',
      `The account "${request.account}" is disconnected from the platform. Have the merchant connect again.`,
    );
  }
  const policy = resolve(input);
  const { send, cells: cut } = whatToSend(request, policy, input);
  return {
    send,
    traits: input.traits,
    cut,
    ceilings: policy.ceilings.filter(({ cell }) => isSent(cell, send)),
    drifting,
    plan: {
      ...askedOf(request),
      ...(request.asked && { cut }),
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

/** Counts and keeps where Stripe answered otherwise than predicted. The mint does not depend on it. */
async function keep(
  drift: readonly Drift[],
  at: Date,
  plan: MintPlan,
  was: boolean,
  context: Context,
) {
  countDrift(drift);
  if (drift.length === 0 && !was) return;
  try {
    await keepDrift(plan.account, drift, at);
  } catch (err) {
    countDriftUnkept();
    log.error({ err, requestId: context.requestId, account: plan.account }, 'drift not kept');
  }
}

/** When the work that began at `context.now` is at now; the clock is read nowhere else. */
const clock = (context: Context, started: number) =>
  new Date(context.now.getTime() + Math.round(performance.now() - started));

const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'internal');

const UNAUDITED = new Set<ErrorCode>(['database_unavailable', 'invalid_request']);

/** What is not the caller's to mend, and so no refusal. */
const OUR_FAULT = new Set<ErrorCode>(['database_unavailable', 'internal']);

const secondsSince = (started: number) => (performance.now() - started) / 1000;

/** What is to be sent; where nothing is, the audit says why. */
async function decide(request: MintRequest, started: number, context: Context): Promise<Ready> {
  try {
    return await prepare(request, context);
  } catch (error) {
    const code = codeOf(error);
    if (!UNAUDITED.has(code)) await recordRefusedMint(context, refusedOf(request, error), code);
    countMint(OUR_FAULT.has(code) ? 'failed' : 'refused', code, secondsSince(started));
    throw error;
  }
}

/** Has Stripe asked about an account that it refused: the mirror disconnects it where it has to. */
async function lookAgain(account: string, at: Date, { requestId }: Context): Promise<void> {
  try {
    await askForRefresh(account, at);
  } catch (err) {
    log.error({ err, requestId, account }, 'refused account not looked at again');
  }
}

/** The audit's entry, without which there is no mint. */
async function enter(plan: MintPlan, started: number, context: Context): Promise<bigint> {
  try {
    return await openMint(context, plan);
  } catch (error) {
    countMint('failed', codeOf(error), secondsSince(started));
    throw error;
  }
}

/** Asks Stripe, and writes down how that ended. */
async function send(ready: Ready, entry: bigint, started: number, context: Context) {
  const { plan, send: components, traits, drifting } = ready;
  try {
    const budget = BUDGET_MS - (performance.now() - started);
    const created = await createAccountSession(plan.account, components, budget);
    const { session, stripeRequestId } = created;
    const drift = driftOf(predict(components, traits), session.components);
    const at = clock(context, started);
    await Promise.all([
      close(entry, { at, result: 'succeeded', detail: { stripeRequestId, drift } }, context),
      keep(drift, at, plan, drifting, context),
    ]);
    countMint('succeeded', null, secondsSince(started));
    return session;
  } catch (error) {
    const code = codeOf(error);
    const detail = error instanceof AppError ? error.members : undefined;
    const at = clock(context, started);
    await close(entry, { at, result: 'failed', code, detail }, context);
    if (code === 'account_disconnected') await lookAgain(plan.account, at, context);
    countMint('failed', code, secondsSince(started));
    throw error;
  }
}

async function run(context: Context, request: MintRequest) {
  return inSpan('mint', {}, async () => {
    const started = performance.now();
    const ready = await decide(request, started, context);
    const entry = await enter(ready.plan, started, context);
    countCeilings(ready.ceilings);
    return { session: await send(ready, entry, started, context), cut: ready.cut };
  });
}

/**
 * Turns an account's resolved policy into a live AccountSession, as Stripe answers it.
 * The audit entry is committed before Stripe is asked, and completed after. The answer holds the
 * session's secret: hand it to the caller and keep it nowhere.
 * Throws `forbidden`, `account_not_found`, `account_disconnected`, `component_not_allowed`,
 * `no_component_enabled`, `invalid_request`, `database_unavailable` or one of Stripe's.
 */
export const mint = verb(
  'sessions:create',
  async (context, request: MintRequest): Promise<Stripe.AccountSession> =>
    (await run(context, request)).session,
);

/** The same, and with it the cells that were asked for and cut, because the policy has them off. */
export const mintAndTellCut = verb('sessions:create', run);
