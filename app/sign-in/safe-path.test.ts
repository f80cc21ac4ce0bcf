import { describe, expect, it } from 'vitest';
import { safePath } from './safe-path';

describe('where signing in leads', () => {
  it.each(['/accounts', '/accounts?q=a%20b', '/templates/retail#x'])('follows %s', (path) => {
    expect(safePath(path)).toBe(path);
  });

  it.each([
    undefined,
    '',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'accounts',
    '/sign-in?callbackUrl=/sign-in',
    '/api/auth/signout',
  ])('leads home instead of to %j', (path) => {
    expect(safePath(path)).toBe('/');
  });
});
