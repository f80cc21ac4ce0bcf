import { z } from 'zod';
import { applyEdits, type Effect } from '../apply-edits';
import { edit } from '../edits';
import { AppError } from '../errors';
import { parse } from '../parse';
import type { AccountState, OverrideState, TemplateState, World } from '../state';
import { AT } from './fixtures';

export const CHANGE_ID = 'chg_new';

export function templateState(key: string, more: Partial<TemplateState> = {}): TemplateState {
  const name = key[0]?.toUpperCase() + key.slice(1);
  return { key, revision: 1, name, extends: null, settings: {}, archived: false, ...more };
}

export function accountState(account: string, more: Partial<AccountState> = {}): AccountState {
  return { account, revision: 0, template: null, tags: [], overrides: {}, ...more };
}

export function overrideState(more: Partial<OverrideState> = {}): OverrideState {
  const decidedAt = new Date('2026-11-01T00:00:00.000Z');
  return { setting: 'on', note: null, expiresAt: null, decidedAt, changeId: 'chg_old', ...more };
}

/**
 * A small platform. `base` is the default, `retail` extends it, `outlet` extends that, a rule gives
 * `german`, `spare` is in nobody's use and `gone` is archived. `acct_1` is left to the rules,
 * `acct_2` has `retail` explicitly and one override.
 */
export function worldOfPolicy(more: Partial<World> = {}): World {
  const templates = [
    templateState('base', { revision: 7, settings: { payments: 'on', payouts: 'on' } }),
    templateState('retail', { revision: 3, extends: 'base', settings: { payouts: 'off' } }),
    templateState('outlet', { revision: 2, extends: 'retail' }),
    templateState('german', { revision: 1 }),
    templateState('spare', { revision: 5, settings: { documents: 'on' } }),
    templateState('gone', { revision: 4, archived: true }),
  ];
  const accounts = [
    accountState('acct_1'),
    accountState('acct_2', {
      revision: 6,
      template: 'retail',
      overrides: { payments: overrideState({ setting: 'off', note: 'Risk' }) },
    }),
  ];
  return {
    templates: new Map(templates.map((template) => [template.key, template])),
    accounts: new Map(accounts.map((account) => [account.account, account])),
    rules: {
      revision: 9,
      rules: [{ when: { country: ['DE'] }, template: 'german' }],
      default: 'base',
    },
    approvals: { revision: 1, rules: [] },
    guardrails: { revision: 1, guardrails: [] },
    assigned: new Map([['retail', 1]]),
    ...more,
  };
}

/** Applies edits that are written as a request would have them. */
export function applied(edits: readonly object[], world: World = worldOfPolicy()): Effect[] {
  return applyEdits(world, parse(z.array(edit), edits), { now: AT, changeId: CHANGE_ID });
}

/** The error with which edits are refused; throws where they are not. */
export function refused(edits: readonly object[], world: World = worldOfPolicy()): AppError {
  try {
    applied(edits, world);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('These edits were not refused.');
}

/** The one effect that edits have. */
export function onlyEffect(edits: readonly object[], world: World = worldOfPolicy()): Effect {
  const [effect, ...others] = applied(edits, world);
  if (!effect || others.length > 0) throw new Error(`There are ${others.length} other effects.`);
  return effect;
}
