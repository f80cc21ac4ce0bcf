import 'server-only';
import type { ErrorCode } from '@/lib/domain/errors';
import type { Actor } from '@/lib/domain/permissions';
import type { Send } from '@/lib/domain/policy';
import { redactText } from '@/lib/domain/redact';
import { inSpan } from '@/lib/trace';
import { recordRefusal } from './audit';
import type { Context } from './context';
import { asAppError } from './database-errors';
import { mintLedger } from './mint-ledger';
import { sentDigest } from './sent-components';

const ACTION = 'session.mint';

/** What is kept of a mint before Stripe is asked: what was decided, never what Stripe answers. */
export interface MintPlan {
  account: string;
  /** The components the caller asked for; null for all that the policy enables. */
  components: readonly string[] | null;
  /** What was asked for in Stripe's own form, and which cells of it the policy cut. */
  asked?: unknown;
  cut?: readonly string[];
  /** Left out where the session is for the merchant. */
  purpose?: 'live_preview';
  /** Why a person asked for it. */
  reason?: string;
  template?: { key: string; revision: number };
  policyRevision?: number;
}

const lineOf = ({ account, reason, ...after }: MintPlan) => ({
  action: ACTION,
  subject: { kind: 'account', id: account },
  reason,
  after,
});

type Sent = ReturnType<typeof sentDigest>;

/** Policies share what they send, so its digest is worked out once. */
const digests = new WeakMap<Send, Sent>();

function sentOf(send: Send): Sent {
  const known = digests.get(send) ?? sentDigest(send);
  digests.set(send, known);
  return known;
}

const said = new WeakMap<Actor, string>();

/** What the entries of all mints of an actor say alike, as a part of a JSON object. */
function saidOf(actor: Actor): string {
  const known =
    said.get(actor) ??
    JSON.stringify({
      ...{ actor_kind: actor.kind, actor_id: actor.id, actor_name: actor.name },
      ...{ action: ACTION, subject_kind: 'account' },
    }).slice(1, -1);
  said.set(actor, known);
  return known;
}

/**
 * Commits the audit entry of a mint that is about to happen; without it there is no mint. `seen` is
 * the snapshot that its policy holds as of: returns null, and writes nothing, where anything that
 * decides policies was committed after it. Throws `database_unavailable`.
 */
export function openMint(
  { actor, now, requestId }: Context,
  { account, reason, ...after }: MintPlan,
  send: Send,
  seen: string,
): Promise<bigint | null> {
  const sent = sentOf(send);
  const told = reason ? redactText(reason) : reason;
  const own = JSON.stringify({ subject_id: account, reason: told, request_id: requestId, after });
  // Said of every mint of this actor, or known already: only what differs is worked out anew.
  const line = `{"at":"${now.toISOString()}",${saidOf(actor)},${own.slice(1, -2)},"sent":"${sent.digest}"}}`;
  return inSpan('audit entry', {}, () => mintLedger().enter({ line, seen, sent }));
}

/**
 * Has a mint's entry completed with how it ended, together with others: within milliseconds, and
 * before this process ends. Resolves once that is durable; an entry without an end says that the end
 * is not known.
 */
export function closeMint(
  entryId: bigint,
  outcome: { at: Date; result: 'succeeded' | 'failed'; code?: ErrorCode; detail?: unknown },
): Promise<void> {
  const { at, result, code, detail } = outcome;
  const said = JSON.stringify({ code, detail });
  // What Stripe has refused may quote what it was sent.
  const rest = result === 'failed' ? redactText(said) : said;
  const own = rest === '{}' ? '' : `,${rest.slice(1, -1)}`;
  return mintLedger().end(
    `{"entry_id":${entryId},"at":"${at.toISOString()}","result":"${result}"${own}}`,
  );
}

/** Commits that a mint was refused before Stripe was asked, and why. */
export async function recordRefusedMint(
  context: Context,
  plan: MintPlan,
  code: ErrorCode,
): Promise<void> {
  try {
    await recordRefusal(context, lineOf(plan), code);
  } catch (error) {
    throw asAppError(error);
  }
}
