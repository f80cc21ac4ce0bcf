import { expect, it } from 'vitest';
import type { AuditView } from '@/lib/domain/views';
import { plainFacts } from './plain-facts';

const entry = (kind: string, after: unknown, before: unknown = null) =>
  ({ subject: { kind, id: 'x', name: null }, before, after }) as AuditView;

it('names what tokens and invitations are kept with', () => {
  const after = { name: 'Back end', scopes: ['a:b', 'c:d'], expiresAt: null, successor: 'id' };
  expect(plainFacts(entry('token', after))).toEqual([
    ['Name', 'Back end'],
    ['Scopes', 'a:b, c:d'],
    ['Expires', 'never'],
    ['New token', 'id'],
  ]);
});

it('shows what was another before beside what it is now', () => {
  const before = { email: 'a@b.example', role: 'admin' };
  const after = { email: 'a@b.example', role: 'auditor' };
  expect(plainFacts(entry('user', after, before))).toEqual([
    ['Email', 'a@b.example'],
    ['Role', 'admin → auditor'],
  ]);
});

it('leaves a name that it does not know as it is', () => {
  expect(plainFacts(entry('thing', { colour: 'blue', size: null }))).toEqual([
    ['colour', 'blue'],
    ['size', 'none'],
  ]);
  expect(plainFacts(entry('thing', null))).toEqual([]);
});
