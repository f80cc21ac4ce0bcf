import { expect, test } from 'vitest';
import { countWords } from './count-words';

test.each([
  [{ accounts: 1, deviating: 1, capped: false }, '1 account, 1 deviates from the template'],
  [{ accounts: 1234, deviating: 0, capped: false }, '1,234 accounts, 0 deviate from the template'],
  [{ accounts: 10_000, deviating: 120, capped: true }, '10,000+ accounts, at least 120 deviate'],
])('the count of %o in words', (counts, words) => expect(countWords(counts)).toBe(words));
