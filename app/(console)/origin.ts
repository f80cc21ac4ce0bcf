import { headers } from 'next/headers';
import { env } from '@/lib/env';

/**
 * Where this very page was asked for, so that code that is shown on it goes there too; the configured
 * address where the request names none that can be.
 */
export async function originOf(): Promise<string> {
  const sent = await headers();
  const host = sent.get('x-forwarded-host') ?? sent.get('host') ?? '';
  const local = /^(localhost|127\.|\[::1\])/.test(host);
  const asked = `${sent.get('x-forwarded-proto') ?? (local ? 'http' : 'https')}://${host}`;
  return new URL(host && URL.canParse(asked) ? asked : env().NEXTAUTH_URL).origin;
}
