import { pathOf, withQuery } from './address';
import { type Listing, type ListOptions, listingOf } from './listing';
import type { Transport } from './transport';
import type {
  Account,
  AccountInList,
  AccountQuery,
  CallOptions,
  Catalog,
  DriftInList,
  DriftQuery,
  Policy,
  Template,
  TemplateInList,
} from './types';

/** What can be asked of Switchyard. */
export interface Reads {
  accounts: {
    get(id: string, options?: CallOptions): Promise<Account>;
    /** By name. */
    list(query?: AccountQuery, options?: ListOptions): Listing<AccountInList>;
  };
  /** What an account may do and why; with `at`, as it was then. */
  policy(account: string, options?: CallOptions & { at?: Date | string }): Promise<Policy>;
  templates: {
    get(key: string, options?: CallOptions): Promise<Template>;
    list(options?: CallOptions & { archived?: boolean }): Promise<TemplateInList[]>;
  };
  /** Where Stripe's answers differ from what was predicted, the latest sight first. */
  drift(query?: DriftQuery, options?: ListOptions): Listing<DriftInList>;
  /** All components and features with their defaults and conditions. */
  catalog(options?: CallOptions): Promise<Catalog>;
}

export function readsOf(call: Transport): Reads {
  const get = <Answer>(path: string, signal?: AbortSignal) =>
    call<Answer>({ method: 'GET', path, repeatable: true, signal });

  return {
    accounts: {
      get: async (id, { signal } = {}) => get(pathOf`/api/accounts/${id}`, signal),
      list: (query = {}, options = {}) => listingOf(call, '/api/accounts', { ...query }, options),
    },
    policy: async (account, { at, signal } = {}) =>
      get(withQuery(pathOf`/api/accounts/${account}/policy`, { at }), signal),
    templates: {
      get: async (key, { signal } = {}) => get(pathOf`/api/templates/${key}`, signal),
      list: async ({ archived, signal } = {}) => {
        const path = withQuery('/api/templates', { archived });
        return (await get<{ data: TemplateInList[] }>(path, signal)).data;
      },
    },
    drift: (query = {}, options = {}) => listingOf(call, '/api/drift', { ...query }, options),
    catalog: ({ signal } = {}) => get('/api/catalog', signal),
  };
}
