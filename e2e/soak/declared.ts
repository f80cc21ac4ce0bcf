import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { OpenApiDocument } from '@/lib/openapi/types';

/** Requests that no document describes: pages, and the library's own of a sign-in. */
const UNDESCRIBED = /^(?!\/(?:api|v1)\/)|^\/api\/auth\//;

/** A request with the status that it was answered with. */
export interface Answered {
  method: string;
  path: string;
  status: number;
}

/**
 * What of an answer must not be, by the OpenAPI document and while nothing goes wrong; null where it is
 * fine. A page that is not described has to be there, or lead elsewhere.
 */
export function undeclared(document: OpenApiDocument): (answered: Answered) => string | null {
  const described = Object.entries(document.paths).map(([path, item]) => ({
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
    literal: !path.includes('{'),
    operations: item as Record<string, { responses: Record<string, unknown> } | undefined>,
  }));
  // A path by its name goes before one that it also fits, as in `/changes/bulk` and `/changes/{id}`.
  described.sort((a, b) => Number(b.literal) - Number(a.literal));
  return ({ method, path, status }) => {
    const bare = path.replace(/\?.*$/, '');
    if (status >= 500) return `${method} ${bare} was answered ${status}.`;
    if (UNDESCRIBED.test(bare)) return status < 400 ? null : `${method} ${bare}: ${status}.`;
    const found = described.find(({ pattern }) => pattern.test(bare));
    const operation = found?.operations[method.toLowerCase()];
    if (!operation) return `${method} ${bare} is not described.`;
    return String(status) in operation.responses
      ? null
      : `${method} ${bare} was answered ${status}, which is not declared.`;
  };
}

/**
 * Has `check` look at every answer that this process gets from some origins, whoever asked; returns what
 * ends that.
 */
export function watchAnswers(
  origins: readonly string[],
  check: (answered: Answered) => void,
): () => void {
  const heard = (message: unknown) => {
    const { request, response } = message as {
      request: { origin: string | URL; method: string; path: string };
      response: { statusCode: number };
    };
    if (!origins.includes(String(request.origin).replace(/\/$/, ''))) return;
    check({ method: request.method, path: request.path, status: response.statusCode });
  };
  subscribe('undici:request:headers', heard);
  return () => {
    unsubscribe('undici:request:headers', heard);
  };
}
