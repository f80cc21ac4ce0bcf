import { expect, test } from 'vitest';
import type { OpenApiDocument } from '@/lib/openapi/types';
import { undeclared } from './declared';

const responses = { 200: {}, 404: {} };
const problem = undeclared({
  paths: {
    '/api/changes/{id}': { get: { responses } },
    '/api/changes/open': { get: { responses: { 200: {} } } },
    '/v1/account_sessions': { post: { responses } },
  },
} as unknown as OpenApiDocument);

const get = (path: string, status: number) => problem({ method: 'GET', path, status });

test('what the document declares is fine, and nothing else', () => {
  expect(get('/api/changes/1?full=true', 200)).toBeNull();
  expect(get('/api/changes/1', 404)).toBeNull();
  expect(get('/api/changes/1', 409)).toMatch('409, which is not declared');
  expect(get('/api/changes/open', 404)).toMatch('404, which is not declared');
  expect(get('/api/nowhere', 200)).toMatch('is not described');
  expect(get('/v1/account_sessions', 200)).toMatch('is not described');
});

test('nothing may be answered with 500 or above, declared or not', () => {
  expect(get('/accounts', 503)).toMatch('503');
  expect(get('/api/changes/1', 500)).toMatch('500');
});

test('a page is there, or leads elsewhere', () => {
  expect(get('/accounts', 200)).toBeNull();
  expect(get('/', 307)).toBeNull();
  expect(get('/api/auth/csrf', 200)).toBeNull();
  expect(get('/accounts', 404)).toMatch('404');
});
