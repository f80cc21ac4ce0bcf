import { afterEach, describe, expect, test } from 'vitest';
import { as, change, emulator, failure, newTemplate, query } from '@/e2e/support/verbs';
import { getChange } from '@/lib/data/change-list';
import { revertChange } from '@/lib/data/changes/revert-change';
import { getPolicy } from '@/lib/data/policy';
import { readAsked } from '@/lib/domain/asked';
import { env, previewOf } from '@/lib/env';
import { mint, mintAndTellCut } from './mint';
import { byMachine, CUSTOM, EXPRESS, lastMint, setUpMints } from './testing/mints';
import { optIn as offer, optOut } from './testing/previews';

const APPS = ['com.example.books', 'com.example.tax'];
const BOOKS = 'app_install.allowed_apps:com.example.books';
const BETA = '2026-10-28.endive; embedded_connect_beta=v2';

const optIn = (apps = APPS) => offer(apps);

setUpMints();
afterEach(optOut);

const override = (set: Record<string, string>, account = EXPRESS) =>
  change([{ op: 'account.override', account, set }]);

describe('an edit that names a preview cell', () => {
  test.each([
    [
      { op: 'account.override', account: EXPRESS, set: { recipients: 'on' } },
      '/edits/0/set/recipients',
    ],
    [
      { op: 'template.update', key: 'base', set: { app_install: 'off' } },
      '/edits/0/set/app_install',
    ],
    [
      { op: 'template.create', key: 'pre', name: 'P', set: { [BOOKS]: 'on' } },
      `/edits/0/set/${BOOKS}`,
    ],
    [
      {
        op: 'guardrails.replace',
        guardrails: [
          { name: 'G', of: { template: 'base' }, never: [{ cell: 'recipients', is: 'on' }] },
        ],
      },
      '/edits/0/guardrails/0/never/0/cell',
    ],
    [
      {
        op: 'approvals.replace',
        rules: [{ name: 'R', when: { turnsOn: ['payments', 'recipients'] }, approvers: 1 }],
      },
      '/edits/0/rules/0/when/turnsOn/1',
    ],
  ])('is refused without the opt-in and taken with it: %j', async (edit, pointer) => {
    const context = as('admin');
    expect(await failure(change([edit], { context }))).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer, message: expect.stringContaining('set STRIPE_PREVIEW_COMPONENTS=true') }],
    });
    optIn();
    expect((await change([edit], { context, dryRun: true })).status).toBe('dry_run');
    optIn([]);
    if (pointer.endsWith(BOOKS)) {
      expect((await failure(change([edit]))).message).toContain('add it to STRIPE_PREVIEW_APPS');
    }
  });

  test('has an impact, can be reverted, and be taken back without the opt-in', async () => {
    optIn();
    const made = await override({ recipients: 'on', app_install: 'on', [BOOKS]: 'on' });
    expect(made).toMatchObject({ status: 'applied', impact: { accounts: 1, flipping: 1 } });
    expect(made.impact.cells.map(({ cell, on }) => [cell, on])).toEqual([
      ['recipients', 1],
      ['app_install', 1],
      [BOOKS, 1],
    ]);
    optOut();
    const read = await getChange(as('support'), { id: made.id ?? '' });
    expect(read.diff.map(({ cell }) => cell).sort()).toEqual(
      ['recipients', 'app_install', BOOKS].sort(),
    );
    const back = await revertChange(as('operator'), {
      id: made.id ?? '',
      dryRun: false,
      draft: false,
    });
    expect(back).toMatchObject({ status: 'applied', clashes: [], impact: { flipping: 0 } });
    expect(await query('SELECT cell FROM override WHERE account_id = $1', [EXPRESS])).toEqual([]);
  });
});

describe('a mint', () => {
  test('goes behind the beta header only where the session has a preview', async () => {
    optIn();
    await override({ recipients: 'on', app_install: 'on', [BOOKS]: 'on' });
    const session = await mint(byMachine(), { account: EXPRESS });
    await mint(byMachine(), { account: EXPRESS, components: ['payments'] });
    await mint(byMachine(), { account: CUSTOM });
    const requests = await emulator.sessionRequests();
    expect(requests.map(({ version }) => version)).toEqual([
      BETA,
      '2026-10-28.endive',
      '2026-10-28.endive',
    ]);
    expect(requests[0]?.params.components).toMatchObject({
      recipients: { enabled: 'true' },
      app_install: { enabled: 'true', features: { allowed_apps: { 0: 'com.example.books' } } },
    });
    expect(session.components).toMatchObject({
      app_install: { enabled: true, features: { allowed_apps: ['com.example.books'] } },
      app_viewport: { enabled: false },
    });
    expect((await lastMint(EXPRESS))?.detail).toMatchObject({ drift: [] });
    expect(await query('SELECT 1 FROM drift WHERE account_id = $1', [EXPRESS])).toEqual([]);
  });

  test('asks for none that is kept from an earlier opt-in, and the policy tells of it', async () => {
    optIn();
    await override({ recipients: 'on', app_install: 'on', [BOOKS]: 'on' });
    optOut();
    await mint(byMachine(), { account: EXPRESS });
    const [request] = await emulator.sessionRequests();
    expect(request?.version).toBe('2026-10-28.endive');
    expect(Object.keys(request?.params.components ?? {}).sort()).toEqual([
      'account_onboarding',
      'payments',
      'payouts',
    ]);
    const { advice, components } = await getPolicy(as('support'), { account: EXPRESS });
    expect(Object.keys(components)).toHaveLength(25);
    const told = advice.filter(({ code }) => code === 'preview_not_offered');
    expect(told.map(({ cell }) => cell)).toEqual(['recipients', 'app_install', BOOKS]);
    expect(
      await failure(mint(byMachine(), { account: EXPRESS, components: ['recipients'] })),
    ).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/components/0' }] });
    await override({ recipients: 'inherit', app_install: 'inherit', [BOOKS]: 'inherit' });
    expect((await getPolicy(as('support'), { account: EXPRESS })).advice).toEqual([]);
  });

  test('keeps an app that Stripe answers and nobody asked for as drift', async () => {
    optIn();
    await override({ app_install: 'on', [BOOKS]: 'on' });
    const features = { allowed_apps: ['com.example.books', 'com.example.x'] };
    await emulator.answer({ app_install: { enabled: true, features } }, EXPRESS);
    await mint(byMachine(), { account: EXPRESS });
    expect(
      await query('SELECT cell, predicted, answered FROM drift WHERE account_id = $1', [EXPRESS]),
    ).toEqual([
      { cell: 'app_install.allowed_apps:com.example.x', predicted: false, answered: true },
    ]);
  });

  test('of a request in Stripe’s own form is cut down to the apps that are on', async () => {
    optIn();
    const template = await newTemplate({ app_install: 'on', [BOOKS]: 'on' });
    await change([{ op: 'account.assign', account: EXPRESS, template }]);
    const { account, components } = readAsked(
      {
        account: EXPRESS,
        components: {
          app_install: { enabled: 'true', features: { allowed_apps: { 0: APPS[0], 1: APPS[1] } } },
          recipients: { enabled: 'true' },
        } as never,
      },
      previewOf(env()),
    );
    const { cut } = await mintAndTellCut(byMachine(), {
      account,
      asked: { components, strict: false },
    });
    expect(cut).toEqual(['app_install.allowed_apps:com.example.tax', 'recipients']);
    const [request] = await emulator.sessionRequests();
    expect(request?.params.components).toEqual({
      app_install: { enabled: 'true', features: { allowed_apps: { 0: 'com.example.books' } } },
    });
  });
});
