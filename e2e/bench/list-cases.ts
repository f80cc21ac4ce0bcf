import type pg from 'pg';
import type { AccountFilter } from '../../lib/data/account-filter';
import type { AuditFilter } from '../../lib/data/audit';
import type { Context } from '../../lib/data/context';

/** One thing that a page or the API asks; `round` lets it ask for something else each time. */
export interface Case {
  name: string;
  run(context: Context, round: number): Promise<unknown>;
}

/** Texts that stand in a filled world: who mints much, who decided, what a change is called. */
export interface Known {
  busy: string;
  quiet: string;
  person: string;
  personName: string;
  machine: string;
  change: string;
  overridden: string;
}

/** Looks those up. */
export async function knownOf(client: pg.Client): Promise<Known> {
  const one = async (sql: string) => (await client.query<{ value: string }>(sql)).rows[0]?.value;
  const [user] = (
    await client.query<{ id: string; name: string }>('SELECT id, name FROM app_user LIMIT 1')
  ).rows;
  return {
    busy: (await one('SELECT id AS value FROM account ORDER BY id LIMIT 1')) ?? '',
    quiet: (await one('SELECT id AS value FROM account ORDER BY id DESC LIMIT 1')) ?? '',
    person: user?.id ?? '',
    personName: user?.name ?? '',
    machine: (await one('SELECT id AS value FROM api_token ORDER BY id LIMIT 1')) ?? '',
    change: (await one('SELECT change_id AS value FROM override LIMIT 1')) ?? '',
    overridden: (await one('SELECT account_id AS value FROM override LIMIT 1')) ?? '',
  };
}

const turn = <T>(round: number, ...values: readonly T[]): T => values[round % values.length] as T;

/** Filters of the accounts' list, each by itself and as people combine them. */
const ACCOUNT_FILTERS: readonly [string, (round: number, known: Known) => AccountFilter][] = [
  ['all', () => ({})],
  ['search: a common word', (n) => ({ q: turn(n, 'Bakery', 'Harbour', 'Berlin', 'GmbH') })],
  [
    'search: two words',
    (n) => ({ q: turn(n, 'Maple Tea', 'Café Records', 'Nordic Yoga', 'Tea Porto') }),
  ],
  ['search: a rare word', (n) => ({ q: turn(n, 'Zephyrine', 'Quillfeather', 'quillf', 'ephyr') })],
  ['search: nothing like it', (n) => ({ q: turn(n, 'xylophonist', 'qqq', 'Håkansson', 'zzzzz') })],
  ['search: one or two letters', (n) => ({ q: turn(n, 'b', 'qu', 'z', 'é') })],
  ['search: an email', (n) => ({ q: `owner${1000 + n}@mail.example` })],
  ['search: an email’s host', (n) => ({ q: turn(n, `shop${n + 9}.example`, '@inbox.example') })],
  ['search: an id', (n, { quiet, busy }) => ({ q: turn(n, quiet, busy) })],
  ['search: how ids begin', (n) => ({ q: turn(n, 'acct_1a', 'acct_', 'acct_1f00', 'acct_1e9c') })],
  ['search: a tag', (n) => ({ q: turn(n, 'vip', 'partner-17', 'cohort-2021', 'pilot') })],
  ['template', (n) => ({ template: turn(n, 'base', 't1', 't400', 't499') })],
  ['country', (n) => ({ country: turn(n, 'US', 'DE', 'NO', 'LI', 'ZZ') })],
  ['controller', (n) => ({ controller: turn(n, 'custom', 'express', 'standard', 'other') })],
  [
    'capability',
    (n) => ({
      capability: turn(n, 'card_payments', 'treasury', 'tax_reporting_us_1099_k', 'none'),
    }),
  ],
  ['tag', (n) => ({ tag: turn(n, 'beta', 'at-risk', 'pilot', 'partner-17') })],
  ['deviating', (n) => ({ deviating: n % 2 === 0 })],
  ['expiring', (n) => ({ expiring: n % 2 === 0 })],
  ['disconnected', (n) => ({ disconnected: n % 2 === 0 })],
  ['drifting', (n) => ({ drifting: n % 2 === 0 })],
  [
    'limited',
    (n) => ({
      limited: turn(n, 'payouts.external_account_collection', 'capital_financing', 'payouts'),
    }),
  ],
  ['country + deviating', (n) => ({ country: turn(n, 'DE', 'LI', 'US'), deviating: true })],
  [
    'template + search',
    (n) => ({ template: turn(n, 'base', 't400'), q: turn(n, 'Bakery', 'Zephyr', 'tea') }),
  ],
  [
    'template + deviating',
    (n) => ({ template: turn(n, 'base', 't3', 't400'), deviating: n % 3 > 0 }),
  ],
  [
    'tag + country',
    (n) => ({ tag: turn(n, 'vip', 'at-risk'), country: turn(n, 'DE', 'PT', 'US') }),
  ],
  [
    'country + search',
    (n) => ({ country: turn(n, 'FR', 'US', 'LI'), q: turn(n, 'Lyon', 'info', 'quill') }),
  ],
  ['disconnected + expiring', (n) => ({ disconnected: true, expiring: n % 2 === 0 })],
  ['drifting + country', (n) => ({ drifting: true, country: turn(n, 'DE', 'LI', 'US') })],
  ['custom + treasury + vip', () => ({ controller: 'custom', capability: 'treasury', tag: 'vip' })],
  ['other + drifting + search', () => ({ controller: 'other', drifting: true, q: 'bakery' })],
];

/** The accounts’ list with each filter: the first page, one far in, and the count above it. */
export async function accountCases(known: Known): Promise<Case[]> {
  const { countAccounts, listAccounts } = await import('../../lib/data/accounts');
  const { packCursor } = await import('../../lib/data/cursor');
  const far = packCursor(['Quay', '']);
  return ACCOUNT_FILTERS.flatMap(([name, filter]): Case[] => [
    { name: `list ${name}`, run: (context, n) => listAccounts(context, filter(n, known)) },
    {
      name: `list ${name}, far in`,
      run: (context, n) => listAccounts(context, { ...filter(n, known), cursor: far }),
    },
    { name: `count ${name}`, run: (context, n) => countAccounts(context, filter(n, known)) },
  ]);
}

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();

const AUDIT_FILTERS: readonly [string, (round: number, known: Known) => AuditFilter][] = [
  ['all', () => ({})],
  ['a busy account', (_, { busy }) => ({ subjectKind: 'account', subjectId: busy })],
  ['a quiet account', (_, { quiet }) => ({ subjectKind: 'account', subjectId: quiet })],
  ['an account, kind left out', (n, { busy, quiet }) => ({ subjectId: turn(n, busy, quiet) })],
  ['a kind', (n) => ({ subjectKind: turn(n, 'account', 'template', 'rules', 'nothing') })],
  ['an action', (n) => ({ action: turn(n, 'session.mint', 'fee.refund', 'rules.replace', 'no') })],
  ['actions', (n) => ({ action: turn(n, 'session', 'account', 'token', 'fee') })],
  ['a person', (_, { person }) => ({ actor: person })],
  ['a person’s name', (_, { personName }) => ({ actor: personName })],
  ['a machine', (_, { machine }) => ({ actor: machine })],
  ['nobody', () => ({ actor: 'nobody' })],
  ['a change', (_, { change }) => ({ changeId: change })],
  ['failed', () => ({ outcome: 'failed' })],
  ['refused', () => ({ outcome: 'refused' })],
  ['unknown', () => ({ outcome: 'unknown' })],
  ['succeeded', () => ({ outcome: 'succeeded' })],
  ['a day', (n) => ({ from: ago(turn(n, 1, 40, 600) + 1), to: ago(turn(n, 1, 40, 600)) })],
  ['until long ago', () => ({ to: ago(650) })],
  ['since long ago', () => ({ from: ago(650) })],
  [
    'an hour + failed',
    (n) => ({ from: ago(300 + n + 1 / 24), to: ago(300 + n), outcome: 'failed' }),
  ],
  [
    'a day + a person',
    (n, { person }) => ({ from: ago(301 + n), to: ago(300 + n), actor: person }),
  ],
  ['a month + rare action', () => ({ from: ago(330), to: ago(300), action: 'rules.replace' })],
  ['until long ago + action', () => ({ to: ago(650), action: 'account.override' })],
  ['a person + session.mint', (_, { person }) => ({ actor: person, action: 'session.mint' })],
  ['a machine + fee.refund', (_, { machine }) => ({ actor: machine, action: 'fee.refund' })],
  [
    'busy account + override',
    (_, { busy }) => ({ subjectKind: 'account', subjectId: busy, action: 'account.override' }),
  ],
  [
    'busy account + a person',
    (_, { busy, person }) => ({ subjectKind: 'account', subjectId: busy, actor: person }),
  ],
  [
    'busy account + failed',
    (_, { busy }) => ({ subjectKind: 'account', subjectId: busy, outcome: 'failed' }),
  ],
  ['fee.refund + failed', () => ({ action: 'fee.refund', outcome: 'failed' })],
  ['account.override + failed', () => ({ action: 'account.override', outcome: 'failed' })],
  ['a machine + unknown', (_, { machine }) => ({ actor: machine, outcome: 'unknown' })],
];

/** The audit with each filter: the first page, and the first lines of both kinds of export. */
export async function auditCases(known: Known): Promise<Case[]> {
  const { listAudit } = await import('../../lib/data/audit');
  const { exportAudit } = await import('../../lib/data/audit-export');
  const first = async (lines: Promise<AsyncGenerator<string>>) => {
    const iterator = await lines;
    await iterator.next();
    await iterator.return(undefined);
  };
  return AUDIT_FILTERS.flatMap(([name, filter]): Case[] => [
    { name: `audit ${name}`, run: (context, n) => listAudit(context, filter(n, known)) },
    {
      name: `audit ${name}, first lines`,
      run: (context, n) =>
        first(exportAudit(context, filter(n, known), n % 2 === 0 ? 'ndjson' : 'csv')),
    },
  ]);
}

/** What other pages of the console read that could grow with accounts, changes or the audit. */
export async function pageCases(known: Known): Promise<Case[]> {
  const { accountFacets, getAccount } = await import('../../lib/data/accounts');
  const { getAccountHistory } = await import('../../lib/data/account-history');
  const { countOpenChanges, getChange, listChanges } = await import('../../lib/data/change-list');
  const { driftingCells, driftOfAccount, listDrift } = await import('../../lib/data/drift');
  const { getOverview } = await import('../../lib/data/overview');
  const { countRules } = await import('../../lib/data/rules');
  const { countBreaches } = await import('../../lib/data/governance');
  const { search } = await import('../../lib/data/search');
  const { getTemplate, listTemplates, nameTemplates } = await import('../../lib/data/templates');
  const { listAccountStates } = await import('../../lib/data/account-states');
  const { overridden: id, change } = known;
  return [
    { name: 'overview', run: (context) => getOverview(context, undefined) },
    { name: 'facets', run: (context) => accountFacets(context, undefined) },
    { name: 'templates', run: (context) => listTemplates(context, {}) },
    { name: 'templates to choose among', run: (context) => nameTemplates(context, {}) },
    { name: 'a template', run: (context) => getTemplate(context, { key: 't4' }) },
    { name: 'an account', run: (context) => getAccount(context, { id }) },
    { name: 'its history', run: (context) => getAccountHistory(context, { id }) },
    { name: 'its drift', run: (context) => driftOfAccount(context, { account: id }) },
    { name: 'account states', run: (context) => listAccountStates(context, {}) },
    { name: 'changes', run: (context) => listChanges(context, {}) },
    { name: 'open changes', run: (context) => listChanges(context, { open: true }) },
    {
      name: 'changes by status',
      run: (context, n) =>
        listChanges(context, { status: turn(n, 'applied', 'draft', 'failed', 'reverted') }),
    },
    {
      name: 'changes by author',
      run: (context, n) => listChanges(context, { author: turn(n, known.person, 'nobody') }),
    },
    {
      name: 'changes by reason',
      run: (context, n) =>
        listChanges(context, { q: turn(n, 'risk review', 'nothing like it', '0a0a') }),
    },
    { name: 'count of open changes', run: (context) => countOpenChanges(context, undefined) },
    { name: 'a change', run: (context) => getChange(context, { id: change }) },
    { name: 'drift', run: (context, n) => listDrift(context, { past: n % 2 === 0 }) },
    { name: 'drifting cells', run: (context) => driftingCells(context, { limit: 8 }) },
    { name: 'rules’ counts', run: (context) => countRules(context, undefined) },
    { name: 'guardrails’ counts', run: (context) => countBreaches(context, undefined) },
    {
      name: 'palette',
      run: (context, n) =>
        search(context, { q: turn(n, 'bakery', 'zephyrine', 'maple tea', 'xylophonist', 'qu') }),
    },
    {
      name: 'palette, a question',
      run: (context, n) =>
        search(context, {
          q: turn(n, 'why refund maple', 'can quillfeather dispute', 'payouts acct_1e9'),
        }),
    },
  ];
}
