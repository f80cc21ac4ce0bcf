import { describe, expect, it } from 'vitest';
import type { AskedMint } from '../traffic/ledger';
import { type MintEntry, mintsBook, type SeenMint } from './mints-book';

const SENT = '{"payments":{"enabled":"true"}}';

const entry = (n: number, more: Partial<MintEntry> = {}): MintEntry => ({
  ...{ id: String(n), requestId: `request-${n}`, account: 'acct_1A', committed: 1_000 * n },
  ...{ sent: SENT, components: null, asked: null },
  ...{ result: 'succeeded', stripeRequestId: `req_${n}` },
  ...more,
});
const seen = (n: number, more: Partial<SeenMint> = {}): SeenMint => ({
  ...{ requestId: `req_${n}`, account: 'acct_1A', key: `key-${n}`, status: 200, sent: SENT },
  ...more,
});
const asked = (n: number, more: Partial<AskedMint> = {}): AskedMint => ({
  ...{ requestId: `request-${n}`, account: 'acct_1A', from: 0, to: 1, status: 200 },
  ...more,
});
const findings = (...given: Parameters<typeof mintsBook>) => mintsBook(...given).findings;

describe('mints at Stripe and rows of the audit', () => {
  it('agree where each request has its row', () => {
    const book = mintsBook([entry(1), entry(2)], [seen(1), seen(2)], [asked(1), asked(2)]);
    expect(book).toMatchObject({ checked: 4, findings: [] });
  });

  it('agree where a request was tried again, and where it never came', () => {
    const tried = [seen(1, { requestId: 'req_0', status: null }), seen(1)];
    expect(findings([entry(1)], tried, [asked(1)])).toEqual([]);
    const open = entry(2, { result: null, stripeRequestId: null });
    expect(findings([open], [], [asked(2, { status: 'torn' })])).toEqual([]);
  });

  it('agree where a session was made whose row says that its end is not known', () => {
    const open = entry(1, { result: null, stripeRequestId: null });
    const failed = entry(2, { result: 'failed', stripeRequestId: null });
    expect(findings([open, failed], [seen(1), seen(2)], [])).toEqual([]);
  });

  it.each([
    ['a mint without a row', [entry(1)], [seen(1), seen(2)]],
    ['a mint of another account than its row', [entry(1, { account: 'acct_1B' })], [seen(1)]],
    ['a mint of something else than its row', [entry(1)], [seen(1, { sent: '{}' })]],
    [
      'a row that was refused, and a mint',
      [entry(1, { sent: null, result: 'refused' })],
      [seen(1)],
    ],
    ['a row that ended well, and no mint', [entry(1)], []],
    ['a row that ended well, and a mint that did not', [entry(1)], [seen(1, { status: 500 })]],
    ['two rows of one mint', [entry(1), entry(2, { stripeRequestId: 'req_1' })], [seen(1)]],
    [
      'a second session of one row',
      [entry(1), entry(2, { requestId: 'other', sent: null, result: 'refused' })],
      [seen(1), seen(1, { requestId: 'req_9', key: 'key-9' })],
    ],
  ])('do not agree: %s', (_name, entries, requests) => {
    expect(findings(entries, requests, [])).not.toEqual([]);
  });

  it('do not agree where a session was handed out whose row is missing or says otherwise', () => {
    expect(findings([], [], [asked(1)])).toHaveLength(1);
    const failed = entry(1, { result: 'failed', stripeRequestId: null });
    expect(findings([failed], [seen(1)], [asked(1)])).toHaveLength(1);
  });
});
