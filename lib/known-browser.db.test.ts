import { expect, test } from 'vitest';
import { knownBrowser, newBrowser } from './known-browser';

const EMAIL = 'olu@switchyard.example';

test('a browser is known for the email that signed in with it, however that is written', () => {
  const value = newBrowser(EMAIL);
  const browser = knownBrowser(value, EMAIL);
  expect(browser).toMatch(/^[\w-]{22}$/);
  expect(knownBrowser(value, ` ${EMAIL.toUpperCase()}`)).toBe(browser);
  expect(newBrowser(EMAIL)).not.toBe(value);
});

test('it is not known for another email, nor by a value that we did not make', () => {
  const value = newBrowser(EMAIL);
  const [nonce = '', mac = ''] = value.split('.');
  expect(knownBrowser(value, 'mira@switchyard.example')).toBeNull();
  const other = newBrowser(EMAIL).split('.')[1];
  for (const wrong of [
    undefined,
    '',
    nonce,
    `${nonce}.`,
    `${nonce}.${other}`,
    `.${mac}`,
    `${value}x`,
  ]) {
    expect(knownBrowser(wrong, EMAIL)).toBeNull();
  }
});
