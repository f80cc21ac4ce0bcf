import { type NextRequest, NextResponse } from 'next/server';
import { env, surroundingsOf } from '@/lib/env';
import { pageRulesFor, STRICT_TRANSPORT } from '@/lib/http/page-policy';

/**
 * Gives pages their policy where Next serves them by itself: in development, and by `next start`. In
 * production the front does that (lib/front/proxy.ts): what leaves the port by another way than a page
 * has headers there too, and no page pays for a second way through Next. Its requests bring the policy
 * along and pass this by. A browser cannot be made to send one with a page that it opens.
 */
export const config = {
  matcher: [
    {
      source: '/((?!api/|v1/|_next/|icon.svg).*)',
      missing: [{ type: 'header', key: 'content-security-policy' }],
    },
  ],
};

const surroundings = surroundingsOf(env());
const pageRules = pageRulesFor(surroundings);

export function proxy(request: NextRequest): NextResponse {
  const rules = pageRules(request.nextUrl.pathname);
  if (!rules) return NextResponse.next();
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', rules.policy);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, text] of Object.entries(rules.headers)) response.headers.set(name, text);
  if (surroundings.secure) response.headers.set('strict-transport-security', STRICT_TRANSPORT);
  return response;
}
