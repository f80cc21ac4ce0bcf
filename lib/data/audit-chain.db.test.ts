import { beforeAll, describe, expect, test } from 'vitest';
import {
  as,
  change,
  later,
  newAccount,
  newTemplate,
  patientDatabase,
  query,
} from '@/e2e/support/verbs';
import { verifyAudit } from './audit-chain';
import { feed } from './cache/feed';
import { closeMint, openMint, recordRefusedMint } from './mints';

beforeAll(patientDatabase);

const verify = () => verifyAudit(as('auditor'), {});

/** Runs SQL as somebody who may switch the triggers off, and puts things right again. */
async function bend(table: string, sql: string, undo: string): Promise<string[]> {
  const statement = (text: string) =>
    query(`DO $$ BEGIN
    ALTER TABLE ${table} DISABLE TRIGGER USER; ${text}; ALTER TABLE ${table} ENABLE TRIGGER USER;
  END $$`);
  await statement(sql);
  const { breaks, whole } = await verify();
  await statement(undo);
  expect(whole).toBe(breaks.length === 0);
  return breaks.map(({ what }) => what);
}

const text = 'Ünïcödé, "quotes", \n lines: 12:x,-';

beforeAll(async () => {
  const account = await newAccount();
  const template = await newTemplate();
  const set = { payments: 'on' };
  await change([{ op: 'account.override', account, set, note: text }], { reason: text });
  await change([{ op: 'account.assign', account, template }]);
  const plan = { account, components: ['payments'], asked: { payments: { n: 1.5e300 } } };
  await feed().look();
  const seen = feed().seen as string;
  await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      const send = {
        payments: { enabled: true as const },
        ...(n % 2 && { payouts: { enabled: true as const } }),
      };
      const entry = await openMint(as('operator'), { account, components: [text] }, send, seen);
      if (entry === null) throw new Error('Nothing was altered meanwhile.');
      await closeMint(entry, {
        at: later(n),
        result: n % 3 ? 'succeeded' : 'failed',
        detail: { text },
      });
    }),
  );
  await recordRefusedMint(as('operator'), plan, 'no_component_enabled');
  await Promise.all(Array.from({ length: 40 }, () => newTemplate()));
  await Promise.all(
    Array.from({ length: 60 }, () => recordRefusedMint(as('operator'), plan, 'internal')),
  );
});

test('what the database chained is whole, by hashes that are worked out apart from it', async () => {
  const progress: number[] = [];
  const { heads, ...found } = await verifyAudit(as('auditor'), { onRows: (n) => progress.push(n) });
  const [kept] = await query<{ rows: number }>(
    'SELECT ((SELECT count(*) FROM audit_entry) + (SELECT count(*) FROM audit_outcome))::int AS rows',
  );
  expect(found).toEqual({ whole: true, rows: kept?.rows, breaks: [] });
  expect(kept?.rows).toBeGreaterThan(160);
  expect(progress.at(-1)).toBe(kept?.rows);
  expect(heads).toHaveLength(48);
});

test('heads that were kept stay part of the chains, and others never were', async () => {
  const { heads } = await verify();
  await newTemplate();
  expect((await verifyAudit(as('auditor'), { kept: heads })).whole).toBe(true);
  const used = heads.filter(({ seq }) => seq !== '0');
  const forged = used.map((head) => ({ ...head, hash: '0'.repeat(64) }));
  const { breaks } = await verifyAudit(as('auditor'), { kept: forged });
  expect(breaks.map(({ what, seq }) => [what, seq])).toEqual(used.map(({ seq }) => ['head', seq]));
});

test('several writers used several chains, none with a gap', async () => {
  const chains = await query<{ chain: number; rows: string; last: string }>(
    `SELECT chain, count(*) AS rows, max(seq) AS last FROM (
       SELECT chain, seq FROM audit_entry UNION ALL SELECT chain, seq FROM audit_outcome) r
     GROUP BY chain`,
  );
  expect(chains.length).toBeGreaterThan(1);
  expect(chains.map(({ rows }) => rows)).toEqual(chains.map(({ last }) => last));
});

describe('who gets round the triggers is found out', () => {
  const one = `WHERE id = (SELECT id FROM audit_entry WHERE reason IS NOT NULL ORDER BY id DESC LIMIT 1)`;

  test.each([
    ['a reason', `reason = reason || '!'`, 'reason = left(reason, -1)'],
    ['a time', `at = at + interval '1 s'`, `at = at - interval '1 s'`],
    ['an actor', `actor_id = actor_id || 'x'`, 'actor_id = left(actor_id, -1)'],
    ['what came of it', `after = after || '{"x":1}'`, `after = after - 'x'`],
  ])('altering %s', async (_what, set, back) => {
    expect(
      await bend(
        'audit_entry',
        `UPDATE audit_entry SET ${set} ${one}`,
        `UPDATE audit_entry SET ${back} ${one}`,
      ),
    ).toEqual(['altered']);
  });

  test('altering how a mint ended', async () => {
    const where = 'WHERE entry_id = (SELECT max(entry_id) FROM audit_outcome)';
    expect(
      await bend(
        'audit_outcome',
        `UPDATE audit_outcome SET result = 'succeeded' ${where}`,
        `UPDATE audit_outcome SET result = 'refused' ${where}`,
      ),
    ).toEqual(['altered']);
  });

  test('moving a row into a chain that does not exist', async () => {
    const where = 'WHERE entry_id = (SELECT max(entry_id) FROM audit_outcome)';
    const [row] = await query<{ chain: number }>(`SELECT chain FROM audit_outcome ${where}`);
    expect(
      (
        await bend(
          'audit_outcome',
          `UPDATE audit_outcome SET chain = 99 ${where}`,
          `UPDATE audit_outcome SET chain = ${row?.chain} WHERE chain = 99`,
        )
      ).sort(),
    ).toEqual(expect.arrayContaining(['extra']));
  });

  test('setting a head back', async () => {
    const where = 'WHERE chain = (SELECT chain FROM audit_entry LIMIT 1)';
    expect(
      await bend(
        'audit_chain',
        `UPDATE audit_chain SET seq = seq - 1 ${where}`,
        `UPDATE audit_chain SET seq = seq + 1 ${where}`,
      ),
    ).toEqual(['head']);
  });

  test('where what was sent is kept otherwise, or no longer', async () => {
    const other = `UPDATE sent_components SET components = components || '{"payments": {"enabled": true, "features": {}}}'`;
    const back = `UPDATE sent_components SET components = components || '{"payments": {"enabled": true}}'`;
    const altered = await bend('sent_components', other, back);
    expect(altered).toHaveLength(40);
    expect(new Set(altered)).toEqual(new Set(['altered']));
    const gone = await bend(
      'sent_components',
      `CREATE TABLE set_aside AS SELECT * FROM sent_components; DELETE FROM sent_components WHERE components ? 'payouts'`,
      `INSERT INTO sent_components SELECT * FROM set_aside ON CONFLICT DO NOTHING; DROP TABLE set_aside`,
    );
    expect(gone).toHaveLength(20);
  });

  test('and after all of that it is whole again', async () => {
    expect((await verify()).whole).toBe(true);
  });
});

test.each([
  ['deleting a head', 'DELETE FROM audit_chain'],
  ['setting a head back', 'UPDATE audit_chain SET seq = seq - 1 WHERE seq > 0'],
  ['altering an entry', `UPDATE audit_entry SET reason = 'x'`],
  ['deleting an outcome', 'DELETE FROM audit_outcome'],
])('%s is refused', async (_what, sql) => {
  await expect(query(sql)).rejects.toMatchObject({ code: '23001' });
});

test('who writes a row cannot choose its place', async () => {
  const [row] = await query<{ seq: string; chain: number }>(
    `INSERT INTO audit_entry
       (at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, request_id, chain, seq, hash)
     VALUES (now(), 'system', 'x', 'x', 'x', 'x', 'x', 'x', 99, 99999, '\\x00')
     RETURNING seq, chain`,
  );
  expect(row?.chain).toBeLessThan(16);
  expect((await verify()).whole).toBe(true);
});
