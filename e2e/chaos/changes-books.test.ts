import { describe, expect, it } from 'vitest';
import {
  eventsBook,
  jobsBook,
  type KeptChange,
  type KeptJob,
  lostBook,
  schedulesBook,
  wholeBook,
} from './changes-books';

const DUE = 50_000;
const BOTH = ['account acct_1A', 'template base'];

const kept = (more: Partial<KeptChange> = {}): KeptChange => ({
  ...{ id: 'c1', reason: 'Traffic: edit 1', status: 'applied', applyAt: null, committed: 60_000 },
  ...{ diff: BOTH, revisions: BOTH, audited: BOTH, fired: 0 },
  ...more,
});
const acknowledged = (...said: string[]) => [
  { reason: 'Traffic: edit 1', id: 'c1', acknowledged: said },
];
const lost = (said: string, change: KeptChange[]) =>
  lostBook(acknowledged('draft', said), change, [], new Set()).findings;

describe('acknowledged changes', () => {
  it('agree where they are as far along as was said, or further', () => {
    expect(lost('applied', [kept()])).toEqual([]);
    expect(lost('applied', [kept({ status: 'reverted' })])).toEqual([]);
    expect(lost('scheduled', [kept()])).toEqual([]);
    expect(lost('in_review', [kept({ status: 'approved' })])).toEqual([]);
    expect(lost('unchanged', [])).toEqual([]);
    expect(lostBook(acknowledged(), [], [], new Set())).toMatchObject({ checked: 0 });
  });

  it('are found where one is lost', () => {
    expect(lost('applied', [])).toHaveLength(1);
    expect(lost('in_review', [])).toHaveLength(1);
    expect(lost('applied', [kept({ reason: 'Another' })])).toHaveLength(1);
  });

  it('are found where one fell back, or was made twice', () => {
    expect(lost('applied', [kept({ status: 'draft' })])).toHaveLength(1);
    expect(lost('scheduled', [kept({ status: 'draft' })])).toHaveLength(1);
    expect(lost('applied', [kept(), kept({ id: 'c2' })])).toHaveLength(1);
  });

  it('are found where an approval is lost', () => {
    const given = [{ change: 'c1', user: 'a@b.example' }];
    expect(lostBook([], [], given, new Set(['c1 a@b.example'])).findings).toEqual([]);
    expect(lostBook([], [], given, new Set()).findings).toHaveLength(1);
  });
});

describe('changes', () => {
  const found = (more: Partial<KeptChange>) => wholeBook([kept(more)], []).findings;

  it('agree where they are whole, or not there at all', () => {
    expect(found({})).toEqual([]);
    expect(found({ status: 'draft', revisions: [], audited: [] })).toEqual([]);
  });

  it.each<[string, Partial<KeptChange>]>([
    ['one of two subjects', { revisions: ['template base'] }],
    ['no audit of a subject', { audited: ['template base'] }],
    ['a subject twice', { revisions: [...BOTH, 'template base'] }],
    ['something that it does not say', { revisions: [...BOTH, 'account acct_1B'] }],
    ['a draft that left something', { status: 'draft' }],
    ['a failed one that left something', { status: 'failed', audited: [] }],
  ])('are found where half is there: %s', (_name, more) => {
    expect(found(more)).not.toEqual([]);
  });

  it('are found where what is in force is not the newest revision', () => {
    expect(wholeBook([], ['template base']).findings).toHaveLength(1);
  });
});

describe('schedules', () => {
  const due = { applyAt: DUE, fired: 1 };
  const found = (more: Partial<KeptChange>) => schedulesBook([kept({ ...due, ...more })]).findings;

  it('agree where each fired once, or failed and says so', () => {
    expect(found({})).toEqual([]);
    expect(found({ status: 'reverted' })).toEqual([]);
    const nothing = { revisions: [], audited: [], committed: null, fired: 0 };
    expect(found({ status: 'failed', ...nothing })).toEqual([]);
    expect(found({ status: 'draft', ...nothing })).toEqual([]);
  });

  it.each<[string, Partial<KeptChange>]>([
    ['twice', { fired: 2 }],
    ['twice in its revisions', { revisions: ['account acct_1A', 'account acct_1A'] }],
    ['never', { status: 'scheduled', fired: 0, revisions: [], committed: null }],
    ['without a trace', { fired: 0 }],
    ['early', { committed: DUE - 1 }],
  ])('are found where one fired %s', (_name, more) => {
    expect(found(more)).not.toEqual([]);
  });
});

describe('bulk jobs', () => {
  const job: KeptJob = {
    ...{ id: 'j1', status: 'done', matched: 3, applied: 2, unchanged: 1, refused: 0, twice: [] },
  };
  const asked = [{ id: 'j1', reason: 'Traffic: bulk 1', accounts: 3 }];
  const found = (more: Partial<KeptJob>) => jobsBook(asked, [{ ...job, ...more }]).findings;

  it('agree where each did all of its accounts once', () => expect(found({})).toEqual([]));

  it.each<[string, Partial<KeptJob>]>([
    ['is lost', { id: 'j2' }],
    ['stands still', { status: 'paused' }],
    ['left one out', { applied: 1 }],
    ['did one twice', { twice: ['acct_1A'] }],
  ])('are found where one %s', (_name, more) => expect(found(more)).toHaveLength(1));
});

describe('events', () => {
  const taken = [{ id: 'evt_1', account: 'acct_1A' }];
  const same = [{ account: 'acct_1A', here: '{}', there: '{}' }];

  it('agree where each was dealt with', () => {
    expect(eventsBook(taken, new Set(['evt_1']), same).findings).toEqual([]);
  });

  it('are found where one was not, or came to nothing', () => {
    expect(eventsBook(taken, new Set(), same).findings).toHaveLength(1);
    const other = [{ account: 'acct_1A', here: '{}', there: '{"treasury":"active"}' }];
    expect(eventsBook(taken, new Set(['evt_1']), other).findings).toHaveLength(1);
  });
});
