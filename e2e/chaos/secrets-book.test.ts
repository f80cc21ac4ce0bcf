import { describe, expect, it } from 'vitest';
import { secretsBook } from './secrets-book';

const SECRET = 'accs_secret__abcDEF0123456789abcDEF0123456789';
const TOKEN = 'sw_aTokenOfAMachine';

const found = (...parts: string[]) =>
  secretsBook([{ place: 'The log', parts }], [SECRET], [TOKEN]).findings;

describe('what was written', () => {
  it('agrees where it holds no secret', () => {
    const parts = ['{"action":"session.mint"}', 'accs_secret_ is how they begin', 'x'.repeat(80)];
    expect(found(...parts)).toEqual([]);
  });

  it.each([
    ['whole', `{"client_secret":"${SECRET}"}`],
    ['without its beginning', `secret=${SECRET.replace('accs_secret__', '')};`],
    ['that nobody is known to have issued', 'accs_secret__somethingElseAltogether'],
    ['of a machine', `authorization: Bearer ${TOKEN}`],
  ])('is found to hold a planted one: %s', (_name, part) => {
    const findings = found('nothing', part);
    expect(findings).toHaveLength(1);
    expect(findings.join()).not.toContain('abcDEF');
  });
});
