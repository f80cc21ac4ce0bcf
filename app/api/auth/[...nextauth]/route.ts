import { randomUUID } from 'node:crypto';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth';
import { AppError } from '@/lib/domain/errors';
import { env, isSecure } from '@/lib/env';
import { MACHINE_HEADERS } from '@/lib/http/machine-headers';
import { problem } from '@/lib/http/problem';
import { changes, isSameOrigin } from '@/lib/http/same-origin';

type Segments = RouteContext<'/api/auth/[...nextauth]'>;

const nextAuth: (request: Request, segments: Segments) => Promise<Response> = NextAuth(authOptions);

/**
 * next-auth's own routes. It asks for its CSRF token where it signs somebody in or out; that a request
 * comes from a page of this site is asked of all that change anything, before it reads them.
 */
async function handler(request: Request, segments: Segments): Promise<Response> {
  if (changes(request) && !isSameOrigin(request, isSecure(env()))) {
    const error = new AppError('forbidden', 'This came from another site, so it was not done.');
    return problem(error, randomUUID());
  }
  const response = await nextAuth(request, segments);
  for (const [name, text] of Object.entries(MACHINE_HEADERS)) response.headers.set(name, text);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

export { handler as GET, handler as POST };
