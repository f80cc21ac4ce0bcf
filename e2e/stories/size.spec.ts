import { gzipSync } from 'node:zlib';
import type { APIRequestContext } from '@playwright/test';
import { authFile } from '../support/demo';
import { PAGES } from '../support/pages';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

/** Compressed JavaScript that the first load of a page may bring, in bytes. */
const LIMIT = 170_000;

/** The scripts that a page's document names, but for those that only old browsers load. */
function scriptsOf(html: string): string[] {
  const old = html.match(/<script [^>]*noModule[^>]*>/gi)?.join('') ?? '';
  const named = new Set(html.match(/\/_next\/static\/[^"'\\\s]+?\.js/g));
  return [...named].filter((script) => !old.includes(script));
}

/** Sizes by address: most scripts are of many pages, and what an address names never changes. */
const known = new Map<string, number>();

async function sizeOf(request: APIRequestContext, script: string): Promise<number> {
  const size = known.get(script);
  if (size !== undefined) return size;
  const answer = await request.get(script);
  expect(answer.ok(), script).toBe(true);
  const { length } = gzipSync(await answer.body());
  known.set(script, length);
  return length;
}

/** The compressed size of the scripts that the first load of a page brings. */
async function bytesOf(request: APIRequestContext, path: string): Promise<number> {
  const scripts = scriptsOf(await (await request.get(path)).text());
  expect(scripts.length).toBeGreaterThan(3);
  let bytes = 0;
  for (const script of scripts) bytes += await sizeOf(request, script);
  return bytes;
}

test.use({ storageState: authFile('admin') });

for (const path of [...PAGES, '/sign-in', '/invitation', '/accounts/acct_none', '/no/such/page']) {
  test(`the first load of ${path} stays below the limit`, async ({ request }) => {
    expect(await bytesOf(request, path)).toBeLessThanOrEqual(LIMIT);
  });
}

test('the first load of a change and of a bulk job stays below the limit', async ({ request }) => {
  const { api, account } = await setStage('Featherweight');
  const { data } = await (await api.get('/api/changes?limit=1')).json();
  const act = { op: 'account.tag', add: ['featherweight'] };
  const filter = { q: account };
  const body = { data: { act, filter, reason: 'To weigh its page' } };
  const job = await (await api.post('/api/bulk-jobs', body)).json();
  for (const path of [`/changes/${data[0].id}`, `/changes/bulk/${job.id}`]) {
    expect.soft(await bytesOf(request, path), path).toBeLessThanOrEqual(LIMIT);
  }
});
