import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAsked } from './asked';
import { componentsWith, featuresOf } from './catalog';
import { appList } from './catalog/app-list';
import { findCell, isOffered } from './cells';
import { cutToPolicy } from './cut-to-policy';
import type { Send } from './policy';
import { driftOf, predict } from './predict';
import { hasPreview } from './send';
import { RUNS } from './testing/arbitraries';
import { traitsOf } from './testing/fixtures';
import { app, BOOKS, PREVIEW, resolved, TAX } from './testing/previews';

describe('names of cells', () => {
  it.each(['app_install.allowed_apps:com.example.books', 'app_viewport', 'capital_overview'])(
    'has %s',
    (name) => expect(findCell(name)?.cell).toBe(name),
  );

  it.each([
    'recipients.allowed_apps:com.example.books',
    'app_install.allowed_apps',
    'app_install.allowed_apps:',
    'app_install.allowed_apps:a b',
    'app_install.allowed_apps:.a',
    `app_install.allowed_apps:${'a'.repeat(81)}`,
    'app_install.allowed_apps:__proto__',
    'payments.allowed_apps:com.example.books',
    'recipients.',
  ])('does not have %s', (name) => expect(findCell(name)).toBeUndefined());

  it('is offered by opting in, and an app by being named', () => {
    const ref = findCell(app('app_install', BOOKS));
    expect(ref && isOffered(ref, PREVIEW)).toBe(true);
    expect(ref && isOffered(ref, { apps: [] })).toBe(false);
    expect(ref && isOffered(ref, null)).toBe(false);
    expect(componentsWith(PREVIEW).flatMap((name) => featuresOf(name, PREVIEW))).toHaveLength(57);
  });

  it('reads the apps of a variable, each once', () => {
    expect(appList.parse(' b.c, a.b ,,b.c')).toEqual(['a.b', 'b.c']);
    expect(() => appList.parse('a b')).toThrow();
    expect(() => appList.parse(Array.from({ length: 21 }, (_, i) => `app${i}`).join())).toThrow();
  });
});

describe('Stripe’s answer', () => {
  const traits = traitsOf('custom');
  const send: Send = {
    payments: { enabled: true },
    app_install: { enabled: true, features: { allowed_apps: [BOOKS] } },
  };
  const answer = (allowed_apps: unknown, more = {}) => ({
    ...predict({ payments: { enabled: true } }, traits),
    app_install: { enabled: true, features: { allowed_apps } },
    ...more,
  });

  it('is as predicted, with the other previews or without them', () => {
    expect(hasPreview(send)).toBe(true);
    const others = {
      recipients: { enabled: false, features: {} },
      app_viewport: { enabled: false },
    };
    expect(driftOf(predict(send, traits), answer([BOOKS]))).toEqual([]);
    expect(driftOf(predict(send, traits), answer([BOOKS], others))).toEqual([]);
    const plain: Send = { payments: { enabled: true } };
    expect(driftOf(predict(plain, traits), { ...predict(plain, traits), ...others })).toEqual([]);
  });

  it.each([
    [[BOOKS, TAX], [[app('app_install', TAX), false, true]]],
    [[], [[app('app_install', BOOKS), true, false]]],
    [
      'all',
      [
        ['app_install.allowed_apps', false, true],
        [app('app_install', BOOKS), true, false],
      ],
    ],
    [[{ id: BOOKS }, BOOKS, null], [['app_install.allowed_apps:_', false, true]]],
    [null, [[app('app_install', BOOKS), true, false]]],
  ])('with the apps %j is drift', (apps, expected) => {
    const drift = driftOf(predict(send, traits), answer(apps));
    expect(drift.map(({ cell, predicted, answered }) => [cell, predicted, answered])).toEqual(
      expected,
    );
  });

  it('with a list or another shape elsewhere is drift too, and never a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        driftOf(predict(send, traits), value);
        driftOf(predict(send, traits), { app_install: value, recipients: { enabled: value } });
        driftOf(predict(send, traits), answer(value));
      }),
      RUNS,
    );
    expect(driftOf({}, { recipients: { enabled: 'maybe' } })).toHaveLength(1);
    expect(driftOf({}, { payments: { features: { new_list: ['a'] } } })).toEqual([
      { cell: 'payments.new_list:a', predicted: null, answered: true },
    ]);
  });
});

describe('a request in Stripe’s own form', () => {
  const form = (apps: Record<string, string> | string) => ({
    account: 'acct_1NkDjjJyhOZfPCWt',
    components: {
      app_install: { enabled: 'true', features: { allowed_apps: apps } },
      recipients: { enabled: 'true' },
    },
  });
  const cut = (settings: Record<string, 'on' | 'off'>, apps: Record<string, string> | string) =>
    cutToPolicy({
      policy: resolved(settings),
      asked: readAsked(form(apps), PREVIEW).components,
      traits: traitsOf('custom'),
    });

  it('is refused as by Stripe without the opt-in', () => {
    expect(() => readAsked(form({ 0: BOOKS }))).toThrow(
      'Received unknown parameters: components[app_install], components[recipients]',
    );
  });

  it('is cut down to the apps that are on', () => {
    const settings = { app_install: 'on', [app('app_install', BOOKS)]: 'on' } as const;
    expect(cut(settings, { 0: BOOKS, 1: TAX, 2: 'com.example.other' })).toEqual({
      send: { app_install: { enabled: true, features: { allowed_apps: [BOOKS] } } },
      cells: [app('app_install', TAX), app('app_install', 'com.example.other'), 'recipients'],
    });
    expect(cut({ ...settings, recipients: 'on' }, '')).toEqual({
      send: { recipients: { enabled: true } },
      cells: ['app_install'],
    });
    expect(() => cut(settings, { 0: TAX })).toThrow('switches off all that was asked for');
  });

  it.each([['yes'], [{ 0: 'a b' }]])('is refused with the apps %j', (apps) => {
    expect(() => readAsked(form(apps), PREVIEW)).toThrow(/^Invalid a/);
  });
});
