import { describe, expect, it } from 'vitest';
import { operationOf, outcomeOf } from './http-client';

describe('the operation of a request', () => {
  it.each([
    ['post', '/v1/account_sessions', 'POST /v1/account_sessions'],
    ['GET', '/v1/accounts/acct_1M/persons/person_2', 'GET /v1/accounts/:id/persons/:id'],
    ['GET', '/v1/accounts?limit=100&starting_after=acct_1', 'GET /v1/accounts'],
    ['GET', '/v1/acct_1', 'GET /v1/:id'],
    ['GET', '/v1/accounts/acct', 'GET /v1/accounts/:id'],
    ['GET', '/', 'GET /:id'],
  ])('%s %s is %s', (method, path, operation) => {
    expect(operationOf(method, path)).toBe(operation);
  });
});

describe('the outcome of an attempt', () => {
  it.each([
    [200, 'ok'],
    [302, 'ok'],
    [400, 'client_error'],
    [429, 'rate_limited'],
    [503, 'server_error'],
  ])('%i is %s', (status, outcome) => {
    expect(outcomeOf(status)).toBe(outcome);
  });
});
