import { describe, expect, it } from 'vitest';
import type { OverrideLayer } from '../../lib/domain/policy';
import type { Traits } from '../../lib/domain/traits';
import { canonical } from './book';
import type { MintEntry } from './mints-book';
import { Policies, type Revisions } from './policies';
import { policyBook } from './policy-book';

const ACCOUNT = 'acct_1A';
const AT = Date.parse('2026-11-21T12:00:00Z');
const second = (n: number) => AT + n * 1_000;

const traits = {
  ...{ country: 'US', email: null, tags: [], capabilities: {}, detailsSubmitted: true },
  ...{ dashboardType: 'express', lossesPayments: 'application', payoutInterval: null },
  ...{ requirementCollection: 'stripe', feesPayer: 'application', defaultCurrency: 'usd' },
} as unknown as Traits;

const override = (setting: 'on' | 'off', expiresAt: number | null): OverrideLayer => ({
  ...{ cell: 'documents', setting, note: null, changeId: 'c', decidedAt: new Date(AT) },
  expiresAt: expiresAt === null ? null : new Date(expiresAt),
});

const template = (revision: number, committed: number, settings: object) => ({
  ...{ key: 'base', revision, parent: null, settings, committed },
});

/** Payments and documents are on; ten seconds later documents are off. */
const revisions = (more: Partial<Revisions> = {}): Revisions => ({
  templates: [
    template(1, second(-100), { payments: 'on', documents: 'on' }),
    template(2, second(10), { payments: 'on', documents: 'off' }),
  ],
  rules: [{ committed: second(-100), rules: { rules: [], default: 'base' } }],
  accounts: [],
  traits: [{ account: ACCOUNT, committed: second(-100), traits }],
  ...more,
});

const BOTH = canonical({ payments: { enabled: true }, documents: { enabled: true } });
const PAYMENTS = canonical({ payments: { enabled: true } });

const mint = (
  committed: number,
  sent: string | null,
  more: Partial<MintEntry> = {},
): MintEntry => ({
  ...{ id: '1', requestId: 'r', account: ACCOUNT, committed, sent, components: null, asked: null },
  ...{ result: 'succeeded', stripeRequestId: 'req_1', ...more },
});
/** Findings on a mint that was asked for so many milliseconds before its entry was committed. */
const findings = (entry: MintEntry, took = 100, more: Partial<Revisions> = {}) => {
  const asked = {
    ...{ requestId: 'r', account: ACCOUNT, from: entry.committed - took },
    ...{ to: entry.committed, status: 200 as const },
  };
  return policyBook([entry], [asked], new Policies(revisions(more))).findings;
};

describe('a mint by the policy of its moment', () => {
  it('agrees', () => {
    expect(findings(mint(second(5), BOTH))).toEqual([]);
    expect(findings(mint(second(15), PAYMENTS))).toEqual([]);
    expect(findings(mint(second(5), PAYMENTS, { components: ['payments'] }))).toEqual([]);
    expect(findings(mint(second(5), null, { components: ['payouts'] }))).toEqual([]);
  });

  it('agrees with what was valid while it was under way, before or after a change', () => {
    expect(findings(mint(second(12), BOTH), 4_000)).toEqual([]);
    expect(findings(mint(second(12), PAYMENTS), 4_000)).toEqual([]);
  });

  it('is found where it is wider', () => {
    const [found] = findings(mint(second(15), BOTH));
    expect(found).toContain('wider: documents');
    const asked = { components: ['payments'] };
    expect(findings(mint(second(5), BOTH, asked))[0]).toContain('wider: documents');
  });

  it('is found where it says less than the policy', () => {
    expect(findings(mint(second(5), PAYMENTS))[0]).toContain('not what the policy sends');
  });

  it('is found where it follows what was not committed yet', () => {
    expect(findings(mint(second(9), PAYMENTS))).toHaveLength(1);
  });

  it('is found where an override ended too early, or went on', () => {
    const off = override('off', second(8));
    const accounts = [{ account: ACCOUNT, committed: second(0), template: null, overrides: [off] }];
    expect(findings(mint(second(5), PAYMENTS), 100, { accounts })).toEqual([]);
    expect(findings(mint(second(5), BOTH), 100, { accounts })[0]).toContain('wider: documents');
    expect(findings(mint(second(9.5), BOTH), 100, { accounts })).toEqual([]);
    expect(findings(mint(second(9.5), PAYMENTS), 100, { accounts })).toHaveLength(1);
    // It ends while the mint is under way: then either is lawful.
    expect(findings(mint(second(8.2), PAYMENTS), 400, { accounts })).toEqual([]);
    expect(findings(mint(second(8.2), BOTH), 400, { accounts })).toEqual([]);
  });
});
