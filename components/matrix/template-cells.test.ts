import { describe, expect, it } from 'vitest';
import type { Cell } from '@/lib/domain/cells';
import type { Settings } from '@/lib/domain/settings';
import { type ChainTemplate, templateCells } from './template-cells';

const template = (key: string, settings: Settings): ChainTemplate => ({
  key,
  name: key,
  revision: 1,
  settings,
});

function viewOf(cell: Cell, own: Settings, parent: Settings = {}) {
  const chain = [template('own', own), template('parent', parent)] as const;
  const view = templateCells(chain, chain, new Set()).get(cell);
  if (!view) throw new Error(`No view of ${cell}`);
  return view;
}

describe('a cell of a template', () => {
  it('inherits from its parent and says so', () => {
    expect(viewOf('payments', {}, { payments: 'on' })).toMatchObject({
      value: true,
      origin: 'inherited',
      source: 'parent',
      differs: false,
    });
  });

  it('shows what it would inherit beside what it sets', () => {
    expect(viewOf('payments', { payments: 'off' }, { payments: 'on' })).toMatchObject({
      value: false,
      origin: 'set',
      inherited: { value: true, source: 'parent' },
      differs: true,
    });
  });

  it('depends where Stripe decides by the account', () => {
    expect(viewOf('payouts.instant_payouts', {}).value).toBeNull();
  });

  it('follows the feature that its default follows, whoever decided that', () => {
    const off: Settings = { 'payouts.external_account_collection': 'off' };
    expect(viewOf('payouts.disable_stripe_user_authentication', off).value).toBe(true);
    expect(viewOf('payouts.disable_stripe_user_authentication', {}, off).value).toBe(true);
    expect(viewOf('payouts.disable_stripe_user_authentication', {}).value).toBe(false);
  });
});
