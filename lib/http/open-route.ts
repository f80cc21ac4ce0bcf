import type { z } from 'zod';
import type { Answers } from './answer';
import { type RouteDescription, type RouteWords, requestIdOf } from './route';

interface OpenSpec<Params> extends RouteWords {
  /** The parts of the path that the route leaves open. */
  params?: z.ZodType<Params>;
  answers: Answers;
  /** Answers with a whole response. What it gets of the path is not checked. */
  handle: (call: { params: Params; requestId: string; request: Request }) => Promise<Response>;
}

/** Wraps a route that asks nobody who they are: a request id, and never cached unless it says so. */
export function openRoute<Params = Record<string, never>>({ handle, ...words }: OpenSpec<Params>) {
  const handler = async (
    request: Request,
    segments: { params: Promise<Params> },
  ): Promise<Response> => {
    const requestId = requestIdOf(request.headers);
    const response = await handle({ params: await segments.params, requestId, request });
    response.headers.set('x-request-id', requestId);
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    return response;
  };
  const spec: RouteDescription = {
    ...words,
    permission: null,
    peopleOnly: false,
    kind: { credentials: 'none', takes: 'application/json', errors: 'problem' },
  };
  return Object.assign(handler, { spec });
}
