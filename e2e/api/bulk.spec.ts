import { expect, test } from '@playwright/test';
import { withDatabase } from '../support/database';
import { demo } from '../support/demo';
import { secondInstance } from '../support/instance';
import { manyAccounts } from '../support/many-accounts';
import { machine } from '../support/people';

interface Job {
  id: string;
  status: string;
  counts: Record<'matched' | 'applied' | 'refused' | 'unchanged' | 'left', number>;
  chunks: { accounts: number; change: string; status: string }[];
}

const ENDED = ['done', 'cancelled', 'failed'];

/** The accounts of a search by how many of their revisions a job's chunks made. */
const books = (name: string, job: string) =>
  withDatabase(async (client) => {
    const { rows } = await client.query<{ revisions: number; accounts: number }>(
      `SELECT revisions, count(*)::int AS accounts FROM (
         SELECT a.id, count(r.revision)::int AS revisions
         FROM account a LEFT JOIN (
           account_revision r JOIN bulk_chunk k ON k.change_id = r.change_id AND k.job_id = $2
         ) ON r.account_id = a.id
         WHERE a.name LIKE $1 || ' %' GROUP BY a.id
       ) each_one GROUP BY 1`,
      [name, job],
    );
    return rows;
  });

test('a job goes on after kill -9, and does every account once', async () => {
  test.setTimeout(300_000);
  const accounts = 500;
  const name = await manyAccounts(accounts);
  const api = await machine(demo().apiToken);
  const instance = await secondInstance('bulk-killed');
  await instance.start();
  try {
    const act = { op: 'account.tag', add: ['survivor'] };
    const answer = await api.post('/api/bulk-jobs', {
      data: { act, filter: { q: name }, reason: 'Killed on the way', expected: accounts },
    });
    expect(answer.status(), await answer.text()).toBe(202);
    const { id } = (await answer.json()) as Job;
    const look = async () => (await (await api.get(`/api/bulk-jobs/${id}`)).json()) as Job;
    for (let kills = 0; kills < 3; kills += 1) {
      const before = (await look()).counts.left;
      await expect
        .poll(async () => (await look()).counts.left, { timeout: 60_000, intervals: [50] })
        .toBeLessThan(Math.max(before, 1));
      await instance.kill();
      await instance.start();
    }
    // Whichever instance was at it, nobody has to resume anything.
    await expect
      .poll(async () => (await look()).status, { timeout: 150_000, intervals: [500] })
      .toBe('done');
    const job = await look();
    expect(job.counts).toMatchObject({ matched: accounts, applied: accounts, left: 0 });
    expect(job.chunks.every(({ status }) => status === 'applied')).toBe(true);
    expect(await books(name, id)).toEqual([{ revisions: 1, accounts }]);
  } finally {
    await instance.kill();
    await api.dispose();
  }
});

test('a look says what a job does, and a start is refused for more than was seen', async () => {
  const name = await manyAccounts(3);
  const api = await machine(demo().apiToken);
  const asked = {
    act: { op: 'account.override', set: { payments: 'on' }, expiresAt: null, note: 'Bulk' },
    filter: { q: name },
    reason: 'A look first',
  };
  const dry = await api.post('/api/bulk-jobs', { data: { ...asked, dryRun: true } });
  expect(dry.status()).toBe(200);
  expect(await dry.json()).toMatchObject({
    id: null,
    status: 'dry_run',
    impact: { matched: 3, accounts: 3, refused: 0, requirement: { approvers: 0 } },
  });
  const more = await api.post('/api/bulk-jobs', { data: { ...asked, expected: 2 } });
  expect(more.status()).toBe(409);
  expect(await more.json()).toMatchObject({ code: 'conflict', matched: 3, expected: 2 });
  const wrong = { ...asked, act: { op: 'account.assign', template: 'nowhere' } };
  const refused = await api.post('/api/bulk-jobs', { data: wrong });
  expect(await refused.json()).toMatchObject({
    code: 'invalid_request',
    errors: [{ pointer: '/act/template' }],
  });
  await api.dispose();
});

test('a CSV file goes out and comes in again', async () => {
  const name = await manyAccounts(4);
  const api = await machine(demo().apiToken);
  const send = (data: string, query = '') =>
    api.post(`/api/bulk-jobs/csv?reason=Round%20trip${query}`, {
      headers: { 'content-type': 'text/csv' },
      data,
    });
  const out = await api.get(`/api/accounts?format=csv&q=${name}`);
  expect(out.headers()['content-type']).toBe('text/csv; charset=utf-8');
  const text = await out.text();
  expect(text.trim().split('\r\n')).toHaveLength(5);
  expect(await (await send(text)).json()).toMatchObject({ status: 'unchanged' });

  const [, first = ''] = text.split('\r\n');
  const account = first.split(',')[0];
  const bad = await send(`account,payments\n${account},on\nacct_1Nobody,perhaps\n`);
  expect(bad.status()).toBe(400);
  const problem = await bad.json();
  expect(problem).toMatchObject({ code: 'invalid_request', total: 2 });
  expect(
    problem.report.map(({ line, column }: { line: number; column: string }) => [line, column]),
  ).toEqual([
    [3, 'payments'],
    [3, 'account'],
  ]);
  expect((await send('account', '&dryRun=maybe')).status()).toBe(400);
  const json = await api.post('/api/bulk-jobs/csv?reason=x', { data: {} });
  expect(json.status()).toBe(400);
  expect((await send('x'.repeat(11 * 1024 * 1024))).status()).toBe(413);

  const done = await send(`account,payments,note\n${account},on,From a file\n`);
  expect(done.status()).toBe(202);
  const { id } = await done.json();
  const look = async () => (await (await api.get(`/api/bulk-jobs/${id}`)).json()) as Job;
  await expect
    .poll(async () => ENDED.includes((await look()).status), { timeout: 60_000 })
    .toBe(true);
  expect((await look()).counts).toMatchObject({ matched: 1, applied: 1 });
  await api.dispose();
});
