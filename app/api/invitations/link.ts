import type { MadeInvitation } from '@/lib/data/invitations';
import { env } from '@/lib/env';

/**
 * An invitation with the link to hand over. The secret stands behind the #: no browser sends that
 * part to a server, so it reaches neither a log nor a referrer.
 */
export function withLink({ secret, ...invitation }: MadeInvitation) {
  return { ...invitation, link: new URL(`/invitation#${secret}`, env().NEXTAUTH_URL).href };
}
