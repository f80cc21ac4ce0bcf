import { describe, expect, it } from 'vitest';
import { addressOf, compareHref, parseSide, sideText, swapped } from './address';

describe('the address of a comparison', () => {
  it('says both sides in words, and nothing that goes without saying', () => {
    const address = addressOf({ left: 'account:acct_1Nk', right: 'template:retail' });
    expect(compareHref(address)).toBe('/compare?left=account:acct_1Nk&right=template:retail');
    expect(compareHref(addressOf({}))).toBe('/compare');
    expect(compareHref(addressOf({ show: 'nonsense' }))).toBe('/compare');
  });

  it('comes back as it was, also where it names nothing', () => {
    const address = addressOf({ left: 'template:a b&c=d', right: 'nobody', show: 'all' });
    const { searchParams } = new URL(compareHref(address), 'https://switchyard.example');
    expect(addressOf(Object.fromEntries(searchParams))).toEqual(address);
  });

  it('changes the sides over and keeps what is shown', () => {
    const address = addressOf({ left: 'template:retail', show: 'all' });
    expect(swapped(address)).toEqual({ left: undefined, right: 'template:retail', show: 'all' });
  });
});

describe('one side', () => {
  it('is an account or a template', () => {
    expect(parseSide('account:acct_1')).toEqual({ kind: 'account', id: 'acct_1' });
    expect(parseSide(sideText({ kind: 'template', id: 'a:b' }))).toEqual({
      kind: 'template',
      id: 'a:b',
    });
  });

  it.each(['', 'account:', 'rule:1', 'retail'])('is nothing for "%s"', (text) => {
    expect(parseSide(text)).toBeNull();
  });
});
