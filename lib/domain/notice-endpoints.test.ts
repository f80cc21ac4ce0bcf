import { expect, test } from 'vitest';
import { endpointState, newEndpoint, urlProblem } from './notice-endpoints';
import { NOTICE_EVENTS, REACHES } from './notices';

test.each([
  'https://hooks.example.com/switchyard?from=1',
  'https://10.0.0.5:8443/in',
  'https://localhost/in',
  'http://localhost:9000/in',
  'http://127.0.0.1:9000/in',
  'http://[::1]:9000/in',
])('%s may be called', (url) => {
  expect(urlProblem(url)).toBeNull();
});

test.each([
  ['example.com/in', 'looks like'],
  ['', 'looks like'],
  ['ftp://example.com', 'https://'],
  ['javascript:alert(1)', 'https://'],
  ['http://example.com/in', 'Use https'],
  ['http://127.0.0.1.example.com/in', 'Use https'],
  ['http://10.0.0.5/in', 'Use https'],
  ['https://ada:secret@example.com/in', 'password'],
  ['https://example.com/in#part', '#'],
])('%s may not', (url, words) => {
  expect(urlProblem(url)).toContain(words);
});

test('a new endpoint gets everything unless it says otherwise, in one order', () => {
  const base = { url: ' https://Example.com ', description: 'Shop' };
  expect(newEndpoint.parse(base)).toEqual({
    url: 'https://example.com/',
    description: 'Shop',
    events: [...NOTICE_EVENTS],
    reaches: [...REACHES],
  });
  const events = ['change.applied', 'change.in_review', 'change.applied'];
  expect(newEndpoint.parse({ ...base, events }).events).toEqual([
    'change.in_review',
    'change.applied',
  ]);
  expect(newEndpoint.safeParse({ ...base, events: [] }).success).toBe(false);
  expect(newEndpoint.safeParse({ ...base, reaches: ['all'] }).success).toBe(false);
});

test('how an endpoint does', () => {
  const at = new Date(0);
  const of = (kept: Partial<Parameters<typeof endpointState>[0]>) =>
    endpointState({ pausedBy: null, failingSince: null, lastDeliveredAt: null, ...kept });
  expect(of({})).toBe('new');
  expect(of({ lastDeliveredAt: at })).toBe('works');
  expect(of({ lastDeliveredAt: at, failingSince: at })).toBe('failing');
  expect(of({ pausedBy: 'person', failingSince: at })).toBe('paused');
  expect(of({ pausedBy: 'gone', failingSince: at })).toBe('gone');
});
