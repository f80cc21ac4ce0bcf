import type { z } from 'zod';
import type { Answers } from './answer';
import { MACHINE_HEADERS } from './machine-headers';
import { patternOf } from './pattern';
import { type RouteDescription, type RouteParts, type RouteWords, requestIdOf } from './route';
import { urlParts } from './url-parts';

interface OpenSpec<Params> extends RouteWords {
  /** The parts of the path that the route leaves open. */
  params?: z.ZodType<Params>;
  answers: Answers;
  /** Answers with a whole response. What it gets of the path is not checked. */
  handle: (call: { params: Params; requestId: string; request: Request }) => Promise<Response>;
}

/**
 * Makes the wrapper of routes that ask nobody who they are: a request id, counted, and never cached
 * unless they say so.
 */
export function openRouteFor({ observe }: Pick<RouteParts, 'observe'>) {
  return function openRoute<Params = Record<string, never>>(spec: OpenSpec<Params>) {
    const { handle, ...words } = spec;
    const handler = async (
      request: Request,
      segments: { params: Promise<Params> },
    ): Promise<Response> => {
      const started = performance.now();
      const requestId = requestIdOf(request.headers);
      const params = await segments.params;
      const response = await handle({ params, requestId, request });
      for (const [name, text] of Object.entries(MACHINE_HEADERS)) response.headers.set(name, text);
      response.headers.set('x-request-id', requestId);
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
      observe?.({
        route: patternOf(urlParts(request.url).path, params ?? {}),
        method: request.method,
        status: response.status,
        seconds: (performance.now() - started) / 1000,
      });
      return response;
    };
    return Object.assign(handler, { spec: descriptionOf(words) });
  };
}

function descriptionOf(words: RouteWords & { answers: Answers }): RouteDescription {
  return {
    ...words,
    permission: null,
    peopleOnly: false,
    kind: { credentials: 'none', takes: 'application/json', errors: 'problem' },
  };
}
