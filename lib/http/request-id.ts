import { randomUUID } from 'node:crypto';
import { redactText } from '@/lib/domain/redact';

/**
 * A request's id, by what its caller has sent as one: that where it is a plain one, else a new one.
 * What looks like a secret is none: it would stand in every log.
 */
export function requestIdFrom(given: string): string {
  const plain = /^[A-Za-z0-9_-]{8,64}$/.test(given) && redactText(given) === given;
  return plain ? given : randomUUID();
}
