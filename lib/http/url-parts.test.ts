import fc from 'fast-check';
import { expect, test } from 'vitest';
import { urlParts } from './url-parts';

test('path and query are what URL says of them', () => {
  const urls = fc.webUrl({ withQueryParameters: true, withFragments: true });
  fc.assert(
    fc.property(urls, (url) => {
      const { href, pathname, search } = new URL(url);
      expect(urlParts(href)).toEqual({ path: pathname, query: search.slice(1) });
    }),
  );
});

test.each([
  ['http://lane/a', '/a', ''],
  ['http://lane/a?', '/a', ''],
  ['http://lane/a?b=/c?d#e?f', '/a', 'b=/c?d'],
  ['http://lane/a#b?c', '/a', ''],
])('%s is %s and "%s"', (url, path, query) => {
  expect(urlParts(url)).toEqual({ path, query });
});
