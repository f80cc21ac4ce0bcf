import { expect, test } from 'vitest';
import { as, query } from '@/e2e/support/verbs';
import { db, Prisma } from '@/lib/db';
import { writeAudit, writeAudits } from './audit';
import { verifyAudit } from './audit-chain';

const line = (id: string) => ({ action: 'bulk_job.start', subject: { kind: 'bulk_job', id } });

/** Writes one entry to each of the chains that are not only for mints. */
async function everybodyWrites(): Promise<void> {
  for (let chain = 0; chain < 16; chain += 1) {
    await query(`SELECT append_audit_entries($1::jsonb, $2::smallint)`, [
      JSON.stringify([
        {
          ...{ at: '2031-01-01T00:00:00Z', actor_kind: 'system', actor_id: 's', actor_name: 'S' },
          ...{ action: 'a.b', subject_kind: 'k', subject_id: 'i', request_id: 'r' },
        },
      ]),
      chain,
    ]);
  }
}

test('who reads by a snapshot writes to the audit though everybody else has meanwhile', async () => {
  const isolationLevel = Prisma.TransactionIsolationLevel.RepeatableRead;
  await db().$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      await everybodyWrites();
      await writeAudit(tx, as('operator'), line('first'));
      await writeAudits(tx, as('operator'), [line('second'), line('third')]);
    },
    { isolationLevel, timeout: 20_000 },
  );
  const wrote = await query(
    `SELECT FROM audit_entry WHERE subject_id IN ('first', 'second', 'third') AND chain >= 32`,
  );
  expect(wrote).toHaveLength(3);
  expect(await verifyAudit(as('auditor'), {})).toMatchObject({ whole: true });
});

test('and so do several of them at once', async () => {
  const isolationLevel = Prisma.TransactionIsolationLevel.RepeatableRead;
  let together = 0;
  let open: (() => void) | undefined;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  const start = (id: string) =>
    db().$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1`;
        together += 1;
        if (together === 4) open?.();
        await all;
        await writeAudit(tx, as('operator'), line(id));
      },
      { isolationLevel, timeout: 20_000 },
    );
  await Promise.all(['a', 'b', 'c', 'd'].map((id) => start(`many-${id}`)));
  expect(await query(`SELECT FROM audit_entry WHERE subject_id LIKE 'many-%'`)).toHaveLength(4);
  expect(await verifyAudit(as('auditor'), {})).toMatchObject({ whole: true });
});
