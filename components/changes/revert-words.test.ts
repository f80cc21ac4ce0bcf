import { expect, test } from 'vitest';
import type { Clash } from '@/lib/domain/revert';
import { clashWords } from './revert-words';

const template = { kind: 'template', id: 'retail' } as const;
const account = { kind: 'account', id: 'acct_1' } as const;
const names = { 'template retail': 'Retail' };

test.each<[Clash, string, string]>([
  [
    { subject: template, cell: 'documents', was: 'on', now: 'off', why: 'touched_since' },
    'Retail, Documents',
    'changed since: this change made it On, now it is Off',
  ],
  [
    // Only its end or its note is another: the words would be the same on both sides.
    {
      subject: account,
      cell: 'documents',
      was: { setting: 'on', note: null },
      now: { setting: 'on', note: 'Fair' },
      why: 'touched_since',
    },
    'acct_1, Documents',
    'changed since',
  ],
  [
    { subject: account, field: 'template', was: 'retail', now: null, why: 'touched_since' },
    'acct_1, Template',
    'changed since: this change made it retail, now it is by rules and default',
  ],
  [
    { subject: template, field: 'archived', was: true, now: true, why: 'stays_archived' },
    'Retail, Archived',
    'archived templates stay archived',
  ],
  [
    {
      subject: template,
      field: 'extends',
      was: 'a',
      now: 'a',
      why: 'refused',
      message: 'A cycle.',
    },
    'Retail, Parent',
    'A cycle.',
  ],
])('%j', (clash, what, why) => {
  expect(clashWords(clash, names)).toEqual({ what, why });
});
