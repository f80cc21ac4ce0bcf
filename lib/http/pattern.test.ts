import { describe, expect, it } from 'vitest';
import { patternOf } from './pattern';

describe('the pattern of a path', () => {
  it.each([
    ['/api/accounts', {}, '/api/accounts'],
    ['/api/accounts/acct_1/policy', { id: 'acct_1' }, '/api/accounts/[id]/policy'],
    ['/api/templates/a%20b', { key: 'a b' }, '/api/templates/[key]'],
    ['/api/templates/a%20b', { key: 'a%20b' }, '/api/templates/[key]'],
    ['/api/accounts/api', { id: 'api' }, '/api/accounts/[id]'],
    ['/api/no/such/route', { path: ['no', 'such', 'route'] }, '/api/[...path]'],
    ['/api/accounts/%E0%A4%A', { id: '%E0%A4%A' }, '/api/accounts/[id]'],
    ['/api/accounts/x', { id: 'y' }, 'unknown'],
  ])('%s with %j is %s', (path, params, pattern) => {
    expect(patternOf(path, params)).toBe(pattern);
  });
});
