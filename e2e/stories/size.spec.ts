import { gzipSync } from 'node:zlib';
import { authFile } from '../support/demo';
import { PAGES } from '../support/pages';
import { expect, test } from '../support/test';

/** Compressed JavaScript that the first load of a page may bring, in bytes: 170 kB as we count them. */
const LIMIT = 170 * 1024;

/** The scripts that a page's document names, but for those that only old browsers load. */
function scriptsOf(html: string): string[] {
  const old = html.match(/<script [^>]*noModule[^>]*>/gi)?.join('') ?? '';
  const named = new Set(html.match(/\/_next\/static\/[^"'\\\s]+?\.js/g));
  return [...named].filter((script) => !old.includes(script));
}

test.use({ storageState: authFile('admin') });

for (const path of [...PAGES, '/sign-in']) {
  test(`the first load of ${path} stays below the limit`, async ({ page }) => {
    const html = await (await page.request.get(path)).text();
    const scripts = scriptsOf(html);
    expect(scripts.length).toBeGreaterThan(3);
    let bytes = 0;
    for (const script of scripts) {
      const answer = await page.request.get(script);
      expect(answer.ok(), script).toBe(true);
      bytes += gzipSync(await answer.body()).length;
    }
    expect(bytes, `bytes of ${scripts.length} scripts`).toBeLessThanOrEqual(LIMIT);
  });
}
