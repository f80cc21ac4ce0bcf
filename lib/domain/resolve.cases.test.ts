import { describe, expect, it } from 'vitest';
import type { Cell } from './cells';
import type { Send } from './policy';
import { resolve } from './resolve';
import type { Settings } from './settings';
import { cellIn, traitsOf, worldOf } from './testing/fixtures';
import type { Traits } from './traits';

const A = 'disable_stripe_user_authentication';
const B = 'external_account_collection';
const custom = traitsOf('custom');
const express = traitsOf('express');
const standard = traitsOf('standard');
const withCards = (traits: Traits, status = 'active'): Traits => ({
  ...traits,
  capabilities: { card_issuing: status, treasury: status },
});

const odd = { ...custom, lossesPayments: 'somebody_new', requirementCollection: 'somebody_new' };
const blank = { ...custom, lossesPayments: null, requirementCollection: null };

describe('a default', () => {
  const smart = 'payments.smart_disputes_management';
  const charges = 'payments.destination_on_behalf_of_charge_management';

  it.each<[string, Traits, Settings, Cell, boolean]>([
    ['of a component is off', standard, {}, 'payments', false],
    ['may be on', express, {}, 'payments.refund_management', true],
    ['may be off', standard, {}, charges, false],
    ['is on where Stripe bears losses', standard, {}, 'payouts.instant_payouts', true],
    ['is off where the platform does', custom, {}, 'payouts.instant_payouts', false],
    ['takes unknown losses for Stripe’s', odd, {}, 'balances.edit_payout_schedule', true],
    ['takes unsaid losses for Stripe’s', blank, {}, 'balances.standard_payouts', true],
    ['opposes bank accounts on', custom, {}, `payouts.${A}`, false],
    ['opposes bank accounts off', custom, { [`payouts.${B}`]: 'off' }, `payouts.${A}`, true],
    ['opposes what is permitted', express, { [`payouts.${B}`]: 'off' }, `payouts.${A}`, false],
    ['has nothing to oppose', custom, {}, `payment_method_settings.${A}`, false],
    ['follows disputes on', express, {}, smart, true],
    ['follows disputes off', express, { 'payments.dispute_management': 'off' }, smart, false],
    ['undocumented is off', withCards(custom), {}, 'issuing_card.card_management', false],
  ])('%s', (_, traits, set, cell, value) => {
    const policy = resolve(worldOf(traits, set));
    expect(cellIn(policy, cell)).toEqual({ layer: 'stripe_default', value, lost: [] });
    expect(policy.ceilings.some((ceiling) => ceiling.cell === cell)).toBe(false);
  });
});

describe('the ceiling', () => {
  const smart: Settings = {
    payments: 'on',
    'payments.dispute_management': 'off',
    'payments.smart_disputes_management': 'on',
  };
  it.each<[string, Traits, Settings, Cell, boolean, string, RegExp]>([
    [
      'bank accounts off, Stripe collects',
      express,
      { payouts: 'on', [`payouts.${B}`]: 'off' },
      `payouts.${B}`,
      true,
      'requirement_collection_not_application',
      /requirement_collection/,
    ],
    [
      'sign-in off, Stripe collects',
      standard,
      { payouts: 'on', [`payouts.${A}`]: 'on' },
      `payouts.${A}`,
      false,
      'requirement_collection_not_application',
      /requirement_collection/,
    ],
    [
      'sign-in off, collector unknown',
      odd,
      { [`account_management.${A}`]: 'on' },
      `account_management.${A}`,
      false,
      'requirement_collection_not_application',
      /application/,
    ],
    [
      'bank accounts off, collector unsaid',
      blank,
      { [`account_management.${B}`]: 'off' },
      `account_management.${B}`,
      true,
      'requirement_collection_not_application',
      /application/,
    ],
    [
      'smart disputes without disputes',
      custom,
      smart,
      'payments.smart_disputes_management',
      false,
      'dispute_management_off',
      /Payments/,
    ],
    [
      'cards without the capability',
      custom,
      { issuing_card: 'on' },
      'issuing_card',
      false,
      'capability_missing',
      /card_issuing/,
    ],
    [
      'cards with a pending capability',
      withCards(custom, 'pending'),
      { issuing_cards_list: 'on' },
      'issuing_cards_list',
      false,
      'capability_missing',
      /card_issuing/,
    ],
    [
      'a feature without the capability',
      custom,
      { 'financial_account.send_money': 'on' },
      'financial_account.send_money',
      false,
      'capability_missing',
      /treasury/,
    ],
    [
      'a default without the capability',
      custom,
      {},
      `financial_account.${B}`,
      false,
      'capability_missing',
      /treasury/,
    ],
    [
      'sign-in off on one of two',
      custom,
      { payouts: 'on', balances: 'on', [`payouts.${A}`]: 'on', [`balances.${A}`]: 'off' },
      `payouts.${A}`,
      false,
      'authentication_must_match',
      /agree/,
    ],
  ])('%s', (_, traits, set, cell, used, code, message) => {
    const policy = resolve(worldOf(traits, set));
    expect(cellIn(policy, cell)).toMatchObject({ layer: 'ceiling', value: used, code });
    expect(cellIn(policy, cell).lost[0]?.value).toBe(!used);
    expect(policy.ceilings).toContainEqual(
      expect.objectContaining({
        cell,
        wanted: !used,
        used,
        code,
        message: expect.stringMatching(message),
      }),
    );
  });

  it('leaves alone what is permitted', () => {
    const set: Settings = {
      issuing_card: 'on',
      financial_account: 'on',
      'issuing_card.card_management': 'on',
    };
    const policy = resolve(worldOf(withCards(custom), set));
    expect(policy.ceilings).toEqual([]);
    expect(policy.send).toEqual({
      issuing_card: { enabled: true, features: { card_management: true } },
      financial_account: { enabled: true },
    });
  });

  it('does not count what the layers switch off anyway', () => {
    const policy = resolve(worldOf(express, { [`financial_account.${B}`]: 'off' }));
    expect(cellIn(policy, `financial_account.${B}`)).toMatchObject({
      layer: 'template',
      value: false,
    });
  });
});

describe('Stripe sign-in', () => {
  const on = (
    ...components: ('payouts' | 'balances' | 'payment_method_settings' | 'documents')[]
  ) => Object.fromEntries(components.map((component) => [component, 'on'])) as Settings;
  const features = (a: boolean, b?: boolean) => ({
    enabled: true as const,
    features: { [A]: a, ...(b === undefined ? {} : { [B]: b }) },
  });

  it.each<[string, Settings, Send]>([
    [
      'is not said while nobody speaks of it',
      on('payouts', 'balances'),
      { payouts: { enabled: true }, balances: { enabled: true } },
    ],
    [
      'stays on for all when bank accounts are off on one',
      { ...on('payouts', 'balances'), [`payouts.${B}`]: 'off' },
      { payouts: features(false, false), balances: features(false) },
    ],
    [
      'is off when bank accounts are off on the only one',
      { ...on('payouts', 'documents'), [`payouts.${B}`]: 'off' },
      { payouts: features(true, false), documents: { enabled: true } },
    ],
    [
      'is off when bank accounts are off on all',
      { ...on('payouts', 'balances'), [`payouts.${B}`]: 'off', [`balances.${B}`]: 'off' },
      { payouts: features(true, false), balances: features(true, false) },
    ],
    [
      'stays on for all when the layers disagree',
      { ...on('payouts', 'balances'), [`payouts.${A}`]: 'on', [`balances.${A}`]: 'off' },
      { payouts: features(false), balances: features(false) },
    ],
    [
      'is off when the layers say so for all',
      { ...on('payouts', 'balances'), [`payouts.${A}`]: 'on', [`balances.${A}`]: 'on' },
      { payouts: features(true), balances: features(true) },
    ],
    [
      'is said on all when one layer says the default',
      { ...on('payouts', 'payment_method_settings'), [`payouts.${A}`]: 'off' },
      { payouts: features(false), payment_method_settings: features(false) },
    ],
    [
      'does not listen to disabled components',
      { ...on('payouts'), [`payouts.${A}`]: 'on', [`balances.${A}`]: 'off' },
      { payouts: features(true) },
    ],
  ])('%s', (_, set, send) => {
    expect(resolve(worldOf(custom, set)).send).toEqual(send);
  });

  it('does not listen to components that the account may not have', () => {
    const set: Settings = { ...on('payouts'), issuing_cards_list: 'on', [`payouts.${A}`]: 'on' };
    expect(resolve(worldOf(custom, set)).send).toEqual({ payouts: features(true) });
    expect(resolve(worldOf(withCards(custom), set)).send).toEqual({
      payouts: features(false),
      issuing_cards_list: features(false),
    });
  });
});
