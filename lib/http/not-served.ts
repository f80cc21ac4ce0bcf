import { AppError } from '@/lib/domain/errors';
import { requestIdOf } from './route';
import { stripeProblem } from './stripe-problem';
import { urlParts } from './url-parts';

/** Answers everything of Stripe's API that is not served here, and says where to send it. */
export function notServed(request: Request): Response {
  const asked = `${request.method}: ${urlParts(request.url).path.slice(0, 200)}`;
  const error = new AppError(
    'not_found',
    `Unrecognized request URL (${asked}). Switchyard serves POST /v1/account_sessions alone: send everything else to Stripe itself, with a key of Stripe's.`,
  );
  return stripeProblem(error, requestIdOf(request.headers));
}
