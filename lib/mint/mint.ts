import 'server-only';
import type Stripe from 'stripe';
import { feed } from '@/lib/data/cache/feed';
import { type Context, verb } from '@/lib/data/context';
import { keepDrift } from '@/lib/data/drift';
import { closeMint, type MintPlan, openMint } from '@/lib/data/mints';
import { askForRefresh } from '@/lib/data/mirror/refreshes';
import { requireTokenHolds } from '@/lib/data/tokens';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import { type Drift, driftOf, predict } from '@/lib/domain/predict';
import { log } from '@/lib/log';
import { countCeilings, countDrift, countDriftUnkept, countMint } from '@/lib/metrics/count';
import { createAccountSession } from '@/lib/stripe/account-sessions';
import { inSpan } from '@/lib/trace';
import { atMostAtOnce } from './at-once';
import { decide, type Ready } from './decide';
import type { MintRequest } from './request';

/** Time for both calls to Stripe together, so that the caller has an answer within ten seconds. */
const BUDGET_MS = 8_500;

/** Has the audit entry completed; where that fails for good the entry stays open, and the log says so. */
function close(entry: bigint, outcome: Parameters<typeof closeMint>[1], context: Context): void {
  closeMint(entry, outcome).catch((err) =>
    log.error({ err, requestId: context.requestId, auditId: String(entry) }, 'mint left open'),
  );
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

/** What is not the caller's to mend, and so no refusal. */
const OUR_FAULT = new Set<ErrorCode>(['database_unavailable', 'internal']);

const secondsSince = (started: number) => (performance.now() - started) / 1000;

/** Has Stripe asked about an account that it refused: the mirror disconnects it where it has to. */
async function lookAgain(account: string, at: Date, { requestId }: Context): Promise<void> {
  try {
    await askForRefresh(account, at);
  } catch (err) {
    log.error({ err, requestId, account }, 'refused account not looked at again');
  }
}

/** Whether who asked still may, as it is now. */
async function stillMay({ actor, now }: Context): Promise<void> {
  if (actor.kind === 'token') await requireTokenHolds(actor.id, now);
}

/** More than policies could be altered by chance while one mint is decided. */
const TRIES = 30;

/**
 * Decides, and commits the audit's entry, without which there is no mint. Where anything that decides
 * policies was altered in between it is decided anew: an entry is of a policy that held when it was
 * committed.
 */
async function enter(request: MintRequest, context: Context) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const ready = await decide(request, context);
    const entry = await openMint(context, ready.plan, ready.send, ready.seen);
    if (entry !== null) return { ready, entry };
    await feed().look();
    await stillMay(context);
  }
  throw new AppError(
    'database_unavailable',
    'Policies are altered faster than a session can be made right now. Try again shortly.',
    { retryAfter: 1 },
  );
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
    close(entry, { at, result: 'succeeded', detail: { stripeRequestId, drift } }, context);
    await keep(drift, at, plan, drifting, context);
    countMint('succeeded', null, secondsSince(started));
    return session;
  } catch (error) {
    const code = codeOf(error);
    const detail = error instanceof AppError ? error.members : undefined;
    const at = clock(context, started);
    close(entry, { at, result: 'failed', code, detail }, context);
    if (code === 'account_disconnected') await lookAgain(plan.account, at, context);
    countMint('failed', code, secondsSince(started));
    throw error;
  }
}

/** The entry of what is to be sent; what goes wrong before Stripe is asked is counted. */
async function begin(request: MintRequest, started: number, context: Context) {
  try {
    return await enter(request, context);
  } catch (error) {
    const code = codeOf(error);
    countMint(OUR_FAULT.has(code) ? 'failed' : 'refused', code, secondsSince(started));
    throw error;
  }
}

async function run(context: Context, request: MintRequest) {
  return inSpan('mint', {}, () =>
    atMostAtOnce(async () => {
      const started = performance.now();
      const { ready, entry } = await begin(request, started, context);
      countCeilings(ready.ceilings);
      return { session: await send(ready, entry, started, context), cut: ready.cut };
    }),
  );
}

/**
 * Turns an account's resolved policy into a live AccountSession, as Stripe answers it.
 * The audit entry is committed before Stripe is asked, and completed within milliseconds after. The answer holds the
 * session's secret: hand it to the caller and keep it nowhere.
 * Throws `forbidden`, `account_not_found`, `account_disconnected`, `component_not_allowed`,
 * `no_component_enabled`, `invalid_request`, `rate_limited`, `database_unavailable` or one of
 * Stripe's.
 */
export const mint = verb(
  'sessions:create',
  async (context, request: MintRequest): Promise<Stripe.AccountSession> =>
    (await run(context, request)).session,
);

/** The same, and with it the cells that were asked for and cut, because the policy has them off. */
export const mintAndTellCut = verb('sessions:create', run);
