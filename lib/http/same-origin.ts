import type { Asking } from './asking';

const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a method is there to change something, by HTTP's own rule (RFC 9110, 9.2.1). */
export const changes = ({ method }: Pick<Asking, 'method'>): boolean => !HARMLESS.has(method);

/**
 * Whether a request was made by a page of this very site. A cookie goes along with what other sites
 * have a browser do, another subdomain's pages even past `SameSite`; so each request that changes
 * something has to say where it comes from, as every browser does. `secure`: people reach the site by
 * https, and a page that came without it may be anybody's.
 */
export function isSameOrigin({ headers }: Pick<Asking, 'headers'>, secure: boolean): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  return host === headers.get('host') && (!secure || protocol === 'https:');
}
