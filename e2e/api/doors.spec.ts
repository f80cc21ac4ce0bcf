import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../scripts/lib/files';
import { CLOSED_FILES, OPEN_FILES } from '../support/access/files';
import { PAGE_ACCESS } from '../support/access/pages';
import { cookieOf, sending } from '../support/access/principals';
import { raw } from '../support/access/raw';
import { SIGN_IN_CASES } from '../support/access/sign-in';
import { demo } from '../support/demo';
import { signedIn } from '../support/people';
import { OPEN_ROUTES, ROUTES } from '../support/route-table';

/** What only those see who may: pages, lists of the API, and files of the server. */
const TELLING =
  /"data":\[|"prefix":|"actorId"|access\.denied|root:x|"node":|sw_\w{20}|DATABASE_URL|"dependencies"/;

test('next-auth answers nobody with more than is declared', async () => {
  const nobody = await sending({ origin: demo().url });
  for (const { method, path: at, status, to, says } of SIGN_IN_CASES) {
    const answer = await nobody.fetch(at, {
      ...{ method, maxRedirects: 0, ...(method === 'POST' && { form: { email: 'x' } }) },
    });
    const name = `${method} ${at}`;
    expect(answer.status(), name).toBe(status);
    if (to) expect(answer.headers().location, name).toMatch(to);
    if (says) expect(await answer.text(), name).toMatch(says);
    expect(answer.headers()['set-cookie'] ?? '', name).not.toContain('session-token=ey');
  }
  await nobody.dispose();
});

test('a session tells its owner’s id alone, and nobody else’s', async () => {
  const support = await signedIn('support');
  const session = await (await support.get('/api/auth/session')).json();
  expect(Object.keys(session).sort()).toEqual(['epoch', 'expires', 'userId']);
  await support.dispose();
});

test('files that are served are served to everybody, and no others to anybody', async () => {
  for (const file of OPEN_FILES) expect((await raw(file)).status, file).toBe(200);
  const { cookie } = await cookieOf('admin');
  for (const file of CLOSED_FILES) {
    for (const headers of [{}, { cookie }] as Record<string, string>[]) {
      const { status, body } = await raw(file, headers);
      expect([400, 401, 404, 308], `${file}: ${status}`).toContain(status);
      expect(body, file).not.toMatch(TELLING);
    }
  }
});

/** Other spellings of a path, as a server in between or Next might take them for the same. */
const spellings = (path: string): string[] => [
  ...[`/${path}`, path.replace('/api/', '/api//'), path.replace('/api/', '/api/./')],
  ...[`/x/..${path}`, path.replace('/api/', '/%61pi/'), path.replace('/api/', '/API/')],
  ...[`${path}/`, `${path}/.`, `${path}.json`, `${path}%2f`, `${path};x=1`, `${path}%00`],
  ...[`${path}?_rsc=1`, `${path}#`, path.replaceAll('/', '\\'), `${path}%20`, `${path}%3f`],
  ...[`/_next/..${path}`, `/sign-in/..${path}`, `/icon.svg/..${path}`, `/api/auth/..${path}`],
  ...[`/api/auth/%2e%2e/${path.slice(5)}`, `/api/health/..%2f${path.slice(5)}`],
];

test('no spelling of a path leads past its permission', async () => {
  const { cookie } = await cookieOf('support');
  const open: string[] = [];
  for (const path of ['/api/tokens', '/api/users', '/api/audit', '/audit', '/settings/notices']) {
    for (const spelling of spellings(path)) {
      for (const headers of [{}, { cookie }] as Record<string, string>[]) {
        const { status, body } = await raw(spelling, headers);
        const shows = TELLING.test(body);
        const page = status === 200 && !/NEXT_|forbidden |sign-in/.test(body);
        if (shows || page) open.push(`${status} ${spelling} ${'cookie' in headers}`);
      }
    }
  }
  expect(open).toEqual([]);
});

test('the build has just the routes and pages that are declared, and no server actions', async () => {
  const read = (file: string) =>
    JSON.parse(readFileSync(path.join(projectRoot, '.next', file), 'utf8'));
  const built = Object.values<string>(read('app-path-routes-manifest.json'));
  // Next’s own, which say that something is not there or went wrong.
  const own = ['/_not-found', '/_global-error'];
  const declared = new Set([
    ...[...ROUTES, ...OPEN_ROUTES].map(({ route }) => route),
    ...PAGE_ACCESS.map(({ page }) => page),
    ...[...OPEN_FILES, ...own, '/api/auth/[...nextauth]'],
  ]);
  expect([...new Set(built)].sort()).toEqual([...declared].sort());
  const { node, edge } = read('server/server-reference-manifest.json');
  expect({ node, edge }).toEqual({ node: {}, edge: {} });
});
