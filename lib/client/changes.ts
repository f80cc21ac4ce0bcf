import { pathOf } from './address';
import { type Listing, type ListOptions, listingOf } from './listing';
import type { Transport } from './transport';
import type {
  CallOptions,
  Change,
  ChangeInList,
  ChangeQuery,
  ChangeRequest,
  ChangeWithEvents,
} from './types';

/**
 * The changes of policy. To approve and to reject is for people. A call whose answer was lost is not
 * sent again, because it may have been done: look with `list` or `get`.
 */
export interface Changes {
  /**
   * Applies edits, all or none, where no approval is required; with `dryRun` says what they would do,
   * with `draft` or `applyAt` keeps them. `status` tells which of it has happened.
   */
  create(request: ChangeRequest, options?: CallOptions): Promise<Change>;
  get(id: string, options?: CallOptions): Promise<ChangeWithEvents>;
  /** The newest first. */
  list(query?: ChangeQuery, options?: ListOptions): Listing<ChangeInList>;
  submit(id: string, options?: CallOptions): Promise<Change>;
  withdraw(id: string, options?: CallOptions): Promise<Change>;
  apply(id: string, options?: CallOptions): Promise<Change>;
  schedule(id: string, applyAt: Date | string, options?: CallOptions): Promise<Change>;
  unschedule(id: string, options?: CallOptions): Promise<Change>;
  /** Takes back what a change did, by another change, which is answered. */
  revert(
    id: string,
    options?: CallOptions & { reason?: string; dryRun?: boolean; draft?: boolean },
  ): Promise<Change>;
}

export function changesOf(call: Transport): Changes {
  const post = (path: string, body: object, repeatable: boolean, signal?: AbortSignal) =>
    call<Change>({ method: 'POST', path, body, repeatable, signal });

  return {
    create: (request, { signal } = {}) =>
      post('/api/changes', request, request.dryRun === true, signal),
    get: async (id, { signal } = {}) =>
      call({ method: 'GET', path: pathOf`/api/changes/${id}`, repeatable: true, signal }),
    list: (query = {}, options = {}) => listingOf(call, '/api/changes', { ...query }, options),
    submit: async (id, { signal } = {}) =>
      post(pathOf`/api/changes/${id}/submit`, {}, false, signal),
    withdraw: async (id, { signal } = {}) =>
      post(pathOf`/api/changes/${id}/withdraw`, {}, false, signal),
    apply: async (id, { signal } = {}) => post(pathOf`/api/changes/${id}/apply`, {}, false, signal),
    schedule: async (id, applyAt, { signal } = {}) =>
      post(pathOf`/api/changes/${id}/schedule`, { applyAt }, false, signal),
    unschedule: async (id, { signal } = {}) =>
      post(pathOf`/api/changes/${id}/unschedule`, {}, false, signal),
    revert: async (id, { signal, ...body } = {}) =>
      post(pathOf`/api/changes/${id}/revert`, body, body.dryRun === true, signal),
  };
}
