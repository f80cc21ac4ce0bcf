import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode, invalid } from '@/lib/domain/errors';
import { knownError, problem } from './problem';

/** The contract's codes, written out. */
const STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  component_not_allowed: 403,
  account_not_found: 404,
  not_found: 404,
  conflict: 409,
  account_disconnected: 409,
  no_component_enabled: 409,
  guardrail_broken: 409,
  invalid_request: 400,
  payload_too_large: 413,
  rate_limited: 429,
  stripe_rejected: 502,
  stripe_unavailable: 503,
  stripe_timeout: 504,
  database_unavailable: 503,
  internal: 500,
};

describe.each(Object.entries(STATUS))('%s', (code, status) => {
  it(`is a problem document of ${status}`, async () => {
    const response = problem(new AppError(code as ErrorCode, 'A sentence.'), 'req-12345678');
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-request-id')).toBe('req-12345678');
    expect(response.headers.get('retry-after')).toBeNull();
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    expect(await response.json()).toEqual({
      type: `urn:switchyard:problem:${code}`,
      title: expect.stringMatching(/^[A-Z]/),
      status,
      detail: 'A sentence.',
      code,
      requestId: 'req-12345678',
    });
  });
});

it('carries the places, the seconds to wait and further members', async () => {
  const error = new AppError('rate_limited', 'Wait.', {
    retryAfter: 60,
    errors: [{ pointer: '/a', message: 'No.' }],
    members: { stripe: { code: 'rate_limit' } },
  });
  const response = problem(error, 'r');
  expect(response.headers.get('retry-after')).toBe('60');
  expect(await response.json()).toMatchObject({
    errors: [{ pointer: '/a', message: 'No.' }],
    stripe: { code: 'rate_limit' },
  });
});

it('does not let further members take the place of its own', async () => {
  const members = { code: 'ok', status: 200, detail: 'x', requestId: 'x', title: 'x', type: 'x' };
  const response = problem(new AppError('conflict', 'Taken.', { members }), 'r');
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    code: 'conflict',
    status: 409,
    detail: 'Taken.',
    requestId: 'r',
  });
});

it('keeps the cause of an error to itself', async () => {
  const cause = new Error('password=hunter2');
  const error = new AppError('database_unavailable', 'Later.', { cause });
  expect(await problem(error, 'r').text()).not.toContain('hunter2');
});

it('makes fixed text of what is unknown, and leaves what is known alone', () => {
  const known = invalid({ pointer: '/a', message: 'No.' });
  expect(knownError(known)).toBe(known);
  for (const unknown of [new Error('secret'), new TypeError('secret'), 'secret', null, undefined]) {
    expect(knownError(unknown)).toMatchObject({
      code: 'internal',
      message: 'Something went wrong on our side. It was logged under this request id.',
      errors: undefined,
      members: undefined,
    });
  }
  const fake = Object.assign(new Error('secret'), { code: 'conflict', name: 'AppError' });
  expect(knownError(fake).code).toBe('internal');
});
