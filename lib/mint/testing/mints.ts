import { beforeAll, beforeEach, expect } from 'vitest';
import {
  change,
  emulator,
  failure,
  importAccount,
  later,
  MINUTE,
  mintsSettled,
  query,
  rowsAddedBy,
  withScopes,
} from '@/e2e/support/verbs';
import type { Context } from '@/lib/data/context';
import { mint } from '../mint';

/** Two accounts of the emulator: Stripe collects the requirements of one, the platform of the other. */
export const EXPRESS = 'acct_1MfonKyJt3dqBYDV';
export const CUSTOM = 'acct_1M1ne6T3hA5h4eGq';

/** Sets up a policy for all, and before each test both accounts and an emulator that was asked nothing. */
export function setUpMints(): void {
  beforeAll(async () => {
    const set = {
      payments: 'on',
      'payments.refund_management': 'off',
      payouts: 'on',
      account_onboarding: 'on',
    };
    await change([{ op: 'template.update', key: 'base', set }]);
  });

  beforeEach(async () => {
    await emulator.reset();
    await importAccount(EXPRESS);
    await importAccount(CUSTOM);
    await emulator.reset();
  });
}

/** A request by the platform's back end, a while after everything was set up. */
export const byMachine = (): Context => withScopes(['sessions:create'], later(MINUTE));

/** What the emulator reads off a form: booleans are texts there. */
export function asForm(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asForm(inner)]));
}

/** The last mint of an account in the audit, with what it sent, and its end if it has one. */
export async function lastEntry(account: string): Promise<Record<string, unknown> | undefined> {
  await mintsSettled();
  const [row] = await query(
    `SELECT actor_kind, actor_name, reason, result, code, detail,
       CASE WHEN digest IS NULL THEN after
         ELSE after - 'sent' || jsonb_build_object('send', sent.components) END AS after
     FROM audit_entry
     LEFT JOIN audit_outcome ON entry_id = id
     LEFT JOIN sent_components sent ON digest = after ->> 'sent'
     WHERE action = 'session.mint' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
    [account],
  );
  return row;
}

/** The same without who asked by name, and why. */
export async function lastMint(account: string): Promise<Record<string, unknown> | undefined> {
  const { actor_name: _name, reason: _reason, ...row } = (await lastEntry(account)) ?? {};
  return 'after' in row ? row : undefined;
}

/** Asserts that a mint is refused, that the audit says so, and that Stripe was asked for no session. */
export async function expectRefused(
  account: string,
  code: string,
  components?: string[],
): Promise<void> {
  const before = await emulator.sessionRequests();
  const added = await rowsAddedBy(async () => {
    expect(await failure(mint(byMachine(), { account, components }))).toMatchObject({ code });
  });
  expect(added).toEqual({ audit_entry: 1, audit_outcome: 1 });
  expect(await lastMint(account)).toMatchObject({
    actor_kind: 'token',
    after: { components: components ?? null },
    result: 'refused',
    code,
  });
  expect(await emulator.sessionRequests()).toEqual(before);
}
