import 'server-only';
import type { z } from 'zod';
import type { Db } from '@/lib/db';
import { approvalRules, guardrails } from '@/lib/domain/governance';
import type { Reverted } from '@/lib/domain/revert';
import { accountRevisionState, noPolicy } from '../account-revisions';
import { rulesState, templateState } from '../template-rows';

async function templates(tx: Db, changeId: string): Promise<Reverted[]> {
  const made = await tx.templateRevision.findMany({
    where: { changeId },
    orderBy: { templateKey: 'asc' },
  });
  return Promise.all(
    made.map(async (row): Promise<Reverted> => {
      const { templateKey, revision } = row;
      const before = await tx.templateRevision.findUnique({
        where: { templateKey_revision: { templateKey, revision: revision - 1 } },
      });
      return {
        subject: { kind: 'template', id: templateKey },
        before: before && templateState(before),
        after: templateState(row),
      };
    }),
  );
}

async function accounts(tx: Db, changeId: string): Promise<Reverted[]> {
  const made = await tx.accountRevision.findMany({
    where: { changeId },
    orderBy: { accountId: 'asc' },
  });
  const before = await tx.accountRevision.findMany({
    where: { OR: made.map(({ accountId, revision }) => ({ accountId, revision: revision - 1 })) },
  });
  const known = new Map(before.map((row) => [row.accountId, accountRevisionState(row)]));
  return made.map((row) => ({
    subject: { kind: 'account', id: row.accountId },
    before: known.get(row.accountId) ?? noPolicy(row.accountId),
    after: accountRevisionState(row),
  }));
}

async function rules(tx: Db, changeId: string): Promise<Reverted[]> {
  const made = await tx.rulesRevision.findFirst({ where: { changeId } });
  const before =
    made && (await tx.rulesRevision.findUnique({ where: { revision: made.revision - 1 } }));
  if (!made || !before) return [];
  return [
    {
      subject: { kind: 'rules', id: 'rules' },
      before: rulesState(before),
      after: rulesState(made),
    },
  ];
}

async function governance(tx: Db, changeId: string): Promise<Reverted[]> {
  const made = await tx.governanceRevision.findMany({ where: { changeId } });
  const all = await Promise.all(
    made.map(async ({ kind, revision, content }): Promise<Reverted[]> => {
      const before = await tx.governanceRevision.findUnique({
        where: { kind_revision: { kind, revision: revision - 1 } },
      });
      if (!before) return [];
      const sides = <T>(schema: z.ZodType<T>, of: (value: T, revision: number) => object) => ({
        before: of(schema.parse(before.content), before.revision),
        after: of(schema.parse(content), revision),
      });
      const pair =
        kind === 'approvals'
          ? sides(approvalRules, (value, at) => ({ revision: at, rules: value }))
          : sides(guardrails, (value, at) => ({ revision: at, guardrails: value }));
      return [{ subject: { kind, id: kind }, ...pair } as Reverted];
    }),
  );
  return all.flat();
}

/** What an applied change did, subject by subject: the states before it and after it. */
export async function effectsOfChange(tx: Db, changeId: string): Promise<Reverted[]> {
  return [
    ...(await templates(tx, changeId)),
    ...(await rules(tx, changeId)),
    ...(await accounts(tx, changeId)),
    ...(await governance(tx, changeId)),
  ];
}
