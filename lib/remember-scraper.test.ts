import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import type { Actor, Scope } from '@/lib/domain/permissions';
import { rememberingScrapers } from './remember-scraper';

const NOW = new Date('2031-05-05T12:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const token = (scope: Scope): Actor => ({ kind: 'token', id: 't', name: 'T', scopes: [scope] });
const away = () => Promise.reject(new AppError('database_unavailable', 'Away.'));
const refused = () => Promise.reject(new AppError('unauthenticated', 'Revoked.'));
const asked = (authorization?: string) =>
  new Request('http://x/api/metrics', { headers: authorization ? { authorization } : {} });

/** One that is known at first, and then whatever `then` says. */
function scraper(then: () => Promise<Actor>, scope: Scope = 'metrics:read') {
  let calls = 0;
  return rememberingScrapers(() => {
    calls += 1;
    return calls === 1 ? Promise.resolve(token(scope)) : then();
  });
}

describe('who reads metrics', () => {
  it('may go on while the database is away, for a quarter of an hour', async () => {
    const authenticate = scraper(away);
    await authenticate(asked('Bearer a'), NOW);
    expect(await authenticate(asked('Bearer a'), later(14))).toMatchObject({ id: 't' });
    await expect(authenticate(asked('Bearer a'), later(16))).rejects.toMatchObject({
      code: 'database_unavailable',
    });
  });

  it('may go on while the database is silent', async () => {
    const authenticate = scraper(() => new Promise(() => undefined));
    await authenticate(asked('Bearer a'), NOW);
    expect(await authenticate(asked('Bearer a'), later(1))).toMatchObject({ id: 't' });
  });

  it.each([
    ['another token', 'Bearer b', 'metrics:read'],
    ['none', undefined, 'metrics:read'],
    ['a token for something else', 'Bearer a', 'policy:read'],
  ] as const)('may not with %s', async (_what, header, scope) => {
    const authenticate = scraper(away, scope);
    await authenticate(asked('Bearer a'), NOW);
    await expect(authenticate(asked(header), later(1))).rejects.toMatchObject({
      code: 'database_unavailable',
    });
  });

  it('is forgotten once the token is refused', async () => {
    let then = refused;
    const authenticate = scraper(() => then());
    await authenticate(asked('Bearer a'), NOW);
    await expect(authenticate(asked('Bearer a'), later(1))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    then = away;
    await expect(authenticate(asked('Bearer a'), later(2))).rejects.toMatchObject({
      code: 'database_unavailable',
    });
  });
});
