import { withQuery } from './address';
import type { Transport } from './transport';
import type { CallOptions } from './types';

/** One page; `nextCursor` is null on the last one. */
export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}

/**
 * A list that is fetched while it is gone through: `for await (const account of accounts.list())`.
 * Leaving the loop ends the fetching. Each loop begins anew.
 */
export interface Listing<Item> extends AsyncIterable<Item> {
  /** One page by itself, the first unless a cursor says otherwise. */
  page(cursor?: string): Promise<Page<Item>>;
}

export interface ListOptions extends CallOptions {
  /** Items of one page, 200 at most; 50 unless said. */
  pageSize?: number;
}

type Query = Readonly<Record<string, string | boolean | undefined>>;

/** The list behind a route. */
export function listingOf<Item>(
  call: Transport,
  path: string,
  query: Query,
  { pageSize, signal }: ListOptions,
): Listing<Item> {
  const page = (cursor?: string) =>
    call<Page<Item>>({
      method: 'GET',
      path: withQuery(path, { ...query, limit: pageSize, cursor }),
      repeatable: true,
      signal,
    });
  return {
    page,
    async *[Symbol.asyncIterator]() {
      for (let cursor: string | undefined; ; ) {
        const { data, nextCursor } = await page(cursor);
        yield* data;
        if (nextCursor === null) return;
        cursor = nextCursor;
      }
    },
  };
}
