import { expect, test } from 'vitest';
import { NOTICE_EVENTS, REACHES } from '@/lib/domain/notices';
import { attemptWords, wantedWords } from './words';

test('what an endpoint gets', () => {
  expect(wantedWords(NOTICE_EVENTS, REACHES)).toBe('Every step of a change, whatever it reaches.');
  expect(wantedWords(['change.applied'], REACHES)).toBe(
    'Changes that are applied, whatever they reach.',
  );
  expect(wantedWords(['change.applied', 'change.failed'], ['template', 'rules', 'account'])).toBe(
    'Changes that are applied and failed, reaching template, rules and one account.',
  );
});

test('how an attempt ended', () => {
  expect(attemptWords({ httpStatus: 500, error: null })).toBe('answered 500');
  expect(attemptWords({ httpStatus: 302, error: null })).toBe(
    'answered 302, and redirects are not followed',
  );
  expect(attemptWords({ httpStatus: null, error: 'timeout' })).toBe('no answer within 10 seconds');
});
