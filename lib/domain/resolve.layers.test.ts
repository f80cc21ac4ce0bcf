import { describe, expect, it } from 'vitest';
import type { Cell } from './cells';
import type { AdviceCode, OverrideLayer } from './policy';
import { isInForce, resolve } from './resolve';
import type { Settings } from './settings';
import { AT, cellIn, overrideOf, templateOf, traitsOf, worldOf } from './testing/fixtures';
import type { Traits } from './traits';

const express = traitsOf('express');
const cell = 'payments.refund_management';

describe('layers', () => {
  it('are heard nearest first, and all that lost are listed', () => {
    const policy = resolve(
      worldOf(
        express,
        {},
        {
          templates: [
            templateOf({ payments: 'on' }, 'retail', 3),
            templateOf({ [cell]: 'off' }, 'base', 7),
            templateOf({}, 'silent', 1),
            templateOf({ [cell]: 'on', payments: 'off' }, 'root', 2),
          ],
          overrides: [overrideOf(cell, 'on', { note: null, expiresAt: new Date(+AT + 60_000) })],
        },
      ),
    );
    expect(cellIn(policy, cell)).toEqual({
      layer: 'override',
      value: true,
      note: null,
      expiresAt: '2026-11-21T12:01:00.000Z',
      decidedAt: '2026-11-20T09:00:00.000Z',
      changeId: 'chg_1',
      lost: [
        { layer: 'template', value: false, template: 'base', revision: 7 },
        { layer: 'template', value: true, template: 'root', revision: 2 },
        { layer: 'stripe_default', value: true },
      ],
    });
    expect(cellIn(policy, 'payments')).toEqual({
      layer: 'template',
      value: true,
      template: 'retail',
      revision: 3,
      lost: [
        { layer: 'template', value: false, template: 'root', revision: 2 },
        { layer: 'stripe_default', value: false },
      ],
    });
  });

  it('say which account, moment and template a policy is of', () => {
    const policy = resolve(worldOf(express, {}, { assignedBy: 'rule' }));
    expect(policy).toMatchObject({
      account: 'acct_1Fixture',
      at: '2026-11-21T12:00:00.000Z',
      template: { key: 'retail', revision: 3, by: 'rule' },
      send: {},
    });
  });

  it('say what they say even where it is Stripe’s default, and then it is sent', () => {
    const policy = resolve(worldOf(express, { payments: 'on', [cell]: 'on' }));
    expect(policy.send).toEqual({
      payments: { enabled: true, features: { refund_management: true } },
    });
  });

  it('of a disabled component are resolved and not sent', () => {
    const policy = resolve(worldOf(express, { [cell]: 'off', payouts: 'on' }));
    expect(cellIn(policy, cell)).toMatchObject({ layer: 'template', value: false });
    expect(policy.send).toEqual({ payouts: { enabled: true } });
  });
});

describe('an override', () => {
  it.each<[string, number | null, boolean]>([
    ['without an expiry holds', null, true],
    ['a day before its expiry holds', 86_400_000, true],
    ['a millisecond before its expiry holds', 1, true],
    ['at the very moment of its expiry is over', 0, false],
    ['a millisecond after its expiry is over', -1, false],
  ])('%s', (_, left, holds) => {
    const expiresAt = left === null ? null : new Date(+AT + left);
    const override: OverrideLayer = overrideOf(cell, 'off', { expiresAt });
    const policy = resolve(worldOf(express, { [cell]: 'on' }, { overrides: [override] }));
    expect(isInForce(override, AT)).toBe(holds);
    expect(cellIn(policy, cell)).toMatchObject(
      holds
        ? { layer: 'override', value: false, expiresAt: expiresAt?.toISOString() ?? null }
        : { layer: 'template', value: true },
    );
    expect(cellIn(policy, cell).lost).toHaveLength(holds ? 2 : 1);
  });

  it('is under the ceiling too', () => {
    const overrides = [overrideOf('issuing_card', 'on')];
    const policy = resolve(worldOf(express, {}, { overrides }));
    expect(cellIn(policy, 'issuing_card')).toMatchObject({
      layer: 'ceiling',
      value: false,
      lost: [
        { layer: 'override', value: true },
        { layer: 'stripe_default', value: false },
      ],
    });
    expect(policy.send).toEqual({});
  });
});

describe('advice', () => {
  const fresh: Traits = { ...express, detailsSubmitted: false };
  const manual: Traits = { ...express, payoutInterval: 'manual' };
  const unsaid: Traits = { ...express, payoutInterval: null };
  const standard = { payouts: 'on', 'payouts.standard_payouts': 'on' } as const;
  const bothTax = { tax_registrations: 'on', tax_settings: 'on' } as const;

  it.each<[string, Traits, Settings, [Cell, AdviceCode][]]>([
    [
      'details not yet submitted',
      fresh,
      { account_management: 'on' },
      [['account_management', 'needs_details_submitted']],
    ],
    ['details submitted', express, { account_management: 'on' }, []],
    ['onboarding without details', fresh, { account_onboarding: 'on' }, []],
    [
      'registrations without settings',
      express,
      { tax_registrations: 'on' },
      [['tax_registrations', 'needs_tax_settings']],
    ],
    ['registrations beside settings', express, bothTax, []],
    ['settings without registrations', express, { tax_settings: 'on' }, []],
    [
      'standard payouts, daily',
      express,
      standard,
      [['payouts.standard_payouts', 'needs_manual_payout_schedule']],
    ],
    [
      'standard payouts, unknown schedule',
      unsaid,
      standard,
      [['payouts.standard_payouts', 'needs_manual_payout_schedule']],
    ],
    ['standard payouts, manual', manual, standard, []],
    [
      'standard payouts by default',
      traitsOf('standard'),
      { balances: 'on' },
      [['balances.standard_payouts', 'needs_manual_payout_schedule']],
    ],
    ['standard payouts off', express, { payouts: 'on' }, []],
    [
      'disabled components',
      fresh,
      { account_management: 'off', 'payouts.standard_payouts': 'on' },
      [],
    ],
    [
      'methods',
      express,
      { payment_method_settings: 'on' },
      [['payment_method_settings', 'no_connect_js_tag']],
    ],
    ['chart', express, { reporting_chart: 'on' }, [['reporting_chart', 'no_connect_js_tag']]],
    [
      'orders',
      express,
      { terminal_hardware_orders: 'on' },
      [['terminal_hardware_orders', 'no_connect_js_tag']],
    ],
    [
      'shop',
      express,
      { terminal_hardware_shop: 'on' },
      [['terminal_hardware_shop', 'no_connect_js_tag']],
    ],
    ['a component the account may not have', express, { issuing_card: 'on' }, []],
  ])('on %s', (_, traits, set, expected) => {
    const { advice, send } = resolve(worldOf(traits, set));
    expect(advice.map((item) => [item.cell, item.code])).toEqual(expected);
    for (const { message } of advice) expect(message).toMatch(/^[A-Z].+\.$/);
    const enabled = Object.entries(set).filter(
      ([name, on]) => on === 'on' && !name.includes('.') && name !== 'issuing_card',
    );
    expect(Object.keys(send).sort()).toEqual(enabled.map(([name]) => name).sort());
  });
});
