import { beforeAll, describe, expect, test, vi } from 'vitest';
import { addPeople, as, change, failure, later, newTemplate, query } from '@/e2e/support/verbs';
import type { BulkJobView } from '@/lib/domain/bulk/views';
import { exportAccounts } from '../account-export';
import { startCsvJob } from './start-csv';
import { accountsIn, runAll } from './testing/jobs';

// Hundreds of accounts are made and changed.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(addPeople);

const send = (text: string | Uint8Array, dryRun = false) =>
  startCsvJob(as('operator'), {
    bytes: typeof text === 'string' ? Buffer.from(text) : text,
    reason: 'From a file',
    file: 'accounts.csv',
    dryRun,
  });

async function exported(filter: object): Promise<string> {
  const lines: string[] = [];
  for await (const line of await exportAccounts(as('support'), filter)) lines.push(line);
  return lines.join('');
}

const reportOf = async (text: string | Uint8Array) => {
  const { code, members } = await failure(send(text));
  expect(code).toBe('invalid_request');
  const report = (members?.report ?? []) as { line: number; column: string; message: string }[];
  return report.map(({ line, column }) => `${line} ${column}`);
};

describe('a file', () => {
  test('is exported, altered and imported again, and then says just what is', async () => {
    const template = await newTemplate({ payments: 'on' });
    const ids = await accountsIn('CA', 5);
    const [first, second, third] = ids as [string, string, string];
    await change([
      { op: 'account.assign', account: first, template },
      { op: 'account.tag', account: second, add: ['vip', '=SUM(A1)', '(none)'] },
      { op: 'account.tag', account: third, add: ['(none)'] },
      { op: 'account.override', account: first, set: { payouts: 'on' }, note: 'Kept' },
      {
        op: 'account.override',
        account: first,
        set: { payments: 'off' },
        expiresAt: later(9e9).toISOString(),
      },
    ]);
    const text = await exported({ country: 'CA' });
    expect(text.split('\r\n')).toHaveLength(7);
    expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
    expect(await send(text)).toMatchObject({
      status: 'unchanged',
      impact: { matched: 5, unchanged: 5, accounts: 0 },
    });

    const [head = '', ...lines] = text.trim().split('\r\n');
    const columns = head.split(',');
    const altered = lines.map((line) =>
      line.startsWith(third)
        ? line.replace('(rules)', template).replace('"(none),"', '(none)')
        : line,
    );
    expect(columns).toContain('template');
    const job = (await send([head, ...altered].join('\n'))) as BulkJobView;
    expect(job).toMatchObject({ file: 'accounts.csv', act: null, counts: { matched: 5 } });
    const done = await runAll(job.id);
    expect(done.counts).toMatchObject({ applied: 1, unchanged: 4 });
    const account = `SELECT assigned_template_key AS key, tags FROM account WHERE id = $1`;
    expect(await query(account, [third])).toEqual([{ key: template, tags: [] }]);
    const note = `SELECT note FROM override WHERE account_id = $1 AND cell = 'payouts'`;
    expect(await query(note, [first])).toEqual([{ note: 'Kept' }]);
    expect(await send(await exported({ country: 'CA' }))).toMatchObject({ status: 'unchanged' });
  });

  test('with many lines is done in chunks, each account as its line says', async () => {
    const ids = await accountsIn('CB', 130);
    const lines = ids.map((id, n) => `${id};${n % 2 ? 'odd' : 'even'};${n % 2 ? 'on' : ''}`);
    const text = `\uFEFFaccount;add_tags;payments\r\n${lines.join('\r\n')}\r\n`;
    expect(await send(text, true)).toMatchObject({ status: 'dry_run', impact: { accounts: 130 } });
    const { id } = (await send(text)) as BulkJobView;
    expect(await runAll(id)).toMatchObject({
      status: 'done',
      chunkCount: 2,
      counts: { applied: 130 },
    });
    const sql = `SELECT a.tags, count(o.cell)::int AS overrides, count(DISTINCT a.id)::int AS accounts
      FROM account a LEFT JOIN override o ON o.account_id = a.id
      WHERE a.id = ANY($1) GROUP BY 1 ORDER BY 1`;
    expect(await query(sql, [ids])).toEqual([
      { tags: ['even'], overrides: 0, accounts: 65 },
      { tags: ['odd'], overrides: 65, accounts: 65 },
    ]);
  });

  test('that is not wholly right does nothing, and says what is wrong on which line', async () => {
    const [good = ''] = await accountsIn('CC', 1);
    const archived = await newTemplate();
    await change([{ op: 'template.archive', key: archived }]);
    const text = [
      'account,template,add_tags,payments,expires_at',
      `${good},,fine,on,`,
      'acct_1Unknown,,x,,',
      `${good},nowhere,,maybe,`,
      '',
      `acct_1Other,${archived},,on,2001-01-01T00:00:00Z`,
    ].join('\n');
    expect((await reportOf(text)).sort()).toEqual([
      '3 account',
      '4 account',
      '4 payments',
      '4 template',
      '6 account',
      '6 expires_at',
      '6 template',
    ]);
    expect(await query('SELECT 1 FROM override WHERE account_id = $1', [good])).toEqual([]);
  });

  test.each<[string, string | Uint8Array, string[]]>([
    ['empty', '', ['1 ']],
    [
      'of Latin-1',
      Buffer.concat([Buffer.from('account,note\nacct_1,caf'), Buffer.from([0xe9])]),
      ['2 '],
    ],
    ['of bytes', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), ['1 ']],
    ['with an open quotation mark', 'account,note\nacct_1,"open\nacct_2,b', ['3 ']],
    ['with a stray quotation mark', 'account,note\nacct_1,a"b"', ['2 ']],
    ['of one endless line', `account\n"${'x'.repeat(30_000)}"`, ['2 ']],
    ['without its columns', 'acct_1\nacct_2', ['1 account', '1 acct_1'].sort()],
    ['of too many lines', `account\n${'acct_1\n'.repeat(20_002)}`, ['20002 ']],
  ])('%s is refused', async (_what, text, places) => {
    expect((await reportOf(text)).sort()).toEqual(places);
  });

  test('in UTF-16 is read, and fields with line ends keep the lines of others', async () => {
    const [id = ''] = await accountsIn('CD', 1);
    const text = `account\tpayments\tnote\n${id}\ton\t"Two\nlines"\nacct_1Nobody\ton\t`;
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect(await reportOf(utf16)).toEqual(['4 account']);
  });
});
