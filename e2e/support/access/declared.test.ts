import { describe, expect, test } from 'vitest';
import { OPEN_ROUTES, ROUTES } from '../route-table';
import { LANE_ROUTES, OPEN_FILES, TURNINGS } from './files';
import { PAGE_ACCESS } from './pages';
import { SIGN_IN_CASES } from './sign-in';
import {
  actionsInSource,
  filesInSource,
  laneHandlers,
  laneInSource,
  methodsOf,
  pagesInSource,
  routesInSource,
  signInActionsInSource,
  turningsInSource,
} from './source';

/** Holds what exists against what is declared; what is in one alone is named, with what to do. */
function expectDeclared(existing: readonly string[], declared: readonly string[], where: string) {
  const undeclared = existing.filter((name) => !declared.includes(name));
  expect(undeclared, `Nobody says who may. Declare it in ${where}.`).toEqual([]);
  const gone = declared.filter((name) => !existing.includes(name));
  expect(gone, `It is declared in ${where}, and does not exist.`).toEqual([]);
  expect(new Set(declared).size, `Something is declared twice in ${where}.`).toBe(declared.length);
}

const named = ({ method, route }: { method: string; route: string }) => `${method} ${route}`;
const SIGN_IN = '/api/auth/[...nextauth]';

test('every method of every route says who may ask for it', () => {
  const existing = routesInSource().filter((name) => !name.endsWith(SIGN_IN));
  const declared = [...ROUTES, ...OPEN_ROUTES].map(named);
  expect(existing.length).toBeGreaterThan(70);
  expectDeclared(existing, declared, 'e2e/support/routes');
});

test('every page says who may see it', () => {
  const declared = PAGE_ACCESS.map(({ page }) => page);
  expectDeclared(pagesInSource(), declared, 'e2e/support/access/pages.ts');
});

test('every file that is served as it is says so', () => {
  expectDeclared(filesInSource(), OPEN_FILES, 'e2e/support/access/files.ts');
});

test('every route that the front answers by itself is one of ours, and is known to be its own', () => {
  expect(laneInSource()).toHaveLength(laneHandlers());
  expectDeclared(laneInSource(), LANE_ROUTES, 'e2e/support/access/files.ts');
  expect(ROUTES.map(named)).toEqual(expect.arrayContaining([...LANE_ROUTES]));
});

test('everything that next-auth answers to says what it answers', () => {
  const declared = [...new Set(SIGN_IN_CASES.map(({ action }) => action))];
  expectDeclared(signInActionsInSource(), declared, 'e2e/support/access/sign-in.ts');
  const methods = routesInSource().filter((name) => name.endsWith(SIGN_IN));
  expect(methods).toEqual([`GET ${SIGN_IN}`, `POST ${SIGN_IN}`]);
});

test('there are no server actions: all that alters anything is a route', () => {
  expect(actionsInSource(), 'Make it a route, which has a permission.').toEqual([]);
});

test('nothing that is not known stands before the routes and pages', () => {
  expectDeclared(turningsInSource(), TURNINGS, 'e2e/support/access/files.ts');
});

describe('methods of a route', () => {
  test.each([
    ['export const GET = route({});', ['GET']],
    ['export async function POST() {}', ['POST']],
    ['export const { GET, PUT } = both;', ['GET', 'PUT']],
    ['const handler = 1;\nexport { handler as GET, handler as POST };', ['GET', 'POST']],
    ["export { DELETE } from './other';", ['DELETE']],
    ['export\n  const PATCH = route({});', ['PATCH']],
    ['export const dynamic = "force-dynamic"; // GET', []],
    ["export * from './other';", []],
  ])('%j are %j', (text, methods) => {
    expect(methodsOf(text)).toEqual(methods);
  });
});
