import { requestIdOf } from './route';

/** Wraps a route that asks nobody who they are: a request id, and never cached. */
export function openRoute(handle: () => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    const response = await handle();
    response.headers.set('x-request-id', requestIdOf(request.headers));
    response.headers.set('cache-control', 'no-store');
    return response;
  };
}
