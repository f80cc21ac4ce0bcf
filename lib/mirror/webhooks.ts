import 'server-only';
import { type EventOutcome, receiveEvent } from '@/lib/data/mirror/events';
import { SYSTEM } from '@/lib/domain/permissions';
import { log } from '@/lib/log';
import { verifyEvent } from '@/lib/stripe/webhooks';

/** A call of the webhook route as it came in. */
export interface WebhookCall {
  /** The body byte for byte: the signature is over exactly these. */
  raw: Buffer;
  signature: string | null;
  requestId: string;
  now: Date;
}

/**
 * Takes a call of Stripe's webhook: its signature is the credential. Returns what became of the
 * event; whatever it is, Stripe need not send it again.
 * Throws `not_found` where webhooks are not set up, `invalid_request` for a bad signature, and
 * `database_unavailable`, after which Stripe sends it again.
 */
export async function takeWebhook({
  raw,
  signature,
  requestId,
  now,
}: WebhookCall): Promise<EventOutcome | 'other_mode'> {
  const { ofOurMode, ...event } = verifyEvent(raw, signature, now);
  const outcome = ofOurMode
    ? await receiveEvent({ actor: SYSTEM, requestId, now }, event)
    : 'other_mode';
  const { id, type, account } = event;
  log.info({ event: id, type, account, outcome, requestId }, 'stripe event');
  return outcome;
}
