import { randomUUID } from 'node:crypto';
import { addPeople, as, change, NOW, patientDatabase, query } from '@/e2e/support/verbs';
import { getChange } from '@/lib/data/change-list';
import type { Context } from '@/lib/data/context';
import { changeRequest } from '@/lib/domain/edits';
import { parse } from '@/lib/domain/parse';
import type { ChangeView } from '@/lib/domain/views';
import { actOnChange, reviewChange } from '../act-on-change';
import { submitChange } from '../submit-change';

const ADMIN_2 = randomUUID();
export const OPERATOR_2 = randomUUID();

/** A second operator and a second admin, beside the ones that all tests know. */
export const other = (role: 'operator' | 'admin', now = NOW): Context => {
  const context = as(role, now);
  const id = role === 'admin' ? ADMIN_2 : OPERATOR_2;
  return { ...context, actor: { ...context.actor, id, name: `Other ${role}` } as Context['actor'] };
};

/** Everybody who takes part, in a database that waits for them. */
export async function addBothOfEach(): Promise<void> {
  patientDatabase();
  await addPeople();
  for (const [id, role] of [
    [ADMIN_2, 'admin'],
    [OPERATOR_2, 'operator'],
  ]) {
    await query(
      `INSERT INTO app_user (id, email, name, role, password_hash, created_at)
       VALUES ($1::uuid, $1 || '@example.com', 'Test', $2::role, 'none', $3)`,
      [id, role, NOW],
    );
  }
}

/** Replaces the approval rules, as an admin does. */
export async function approvals(...rules: object[]): Promise<void> {
  await change([{ op: 'approvals.replace', rules }], { context: as('admin') });
}

export const BY_ONE = { name: 'Templates', when: { kinds: ['template'] }, approvers: 1 };

/** Takes back what approval rules the test before has made. */
export async function withoutApprovals(): Promise<void> {
  const [row] = await query<{ n: number }>(
    `SELECT jsonb_array_length(content) AS n FROM governance_revision
     WHERE kind = 'approvals' ORDER BY revision DESC LIMIT 1`,
  );
  if (row?.n) {
    await query(
      `INSERT INTO governance_revision
       SELECT kind, max(revision) + 1, '[]', (array_agg(change_id))[1], now()
       FROM governance_revision WHERE kind = 'approvals' GROUP BY kind`,
    );
  }
}

/** Keeps edits as a draft, unless `more` says otherwise. */
export const draft = (edits: object[], more: object = {}, context = as('operator')) =>
  submitChange(
    context,
    parse(changeRequest, { reason: 'Because', edits, draft: true, ...more }),
  ) as Promise<ChangeView & { id: string }>;

/** An edit that sets cells of a template. */
export const set = (key: string, cells: object) => ({ op: 'template.update', key, set: cells });

/** Makes a move of a change, as an operator unless said. */
export const move = (
  id: string,
  act: 'submit' | 'apply' | 'withdraw' | 'unschedule',
  context = as('operator'),
) => actOnChange(context, { id, move: { act } });

/** Approves a change as it is now. */
export const approve = async (id: string, context = other('operator')) => {
  const { pin } = await getChange(context, { id });
  return reviewChange(context, { id, move: { act: 'approve', seen: pin ?? '' } });
};

/** What a template itself says. */
export async function saysOf(key: string): Promise<object | undefined> {
  const [row] = await query<{ settings: object }>(
    `SELECT settings FROM template t JOIN template_revision r
     ON (r.template_key, r.revision) = (t.key, t.revision) WHERE key = $1`,
    [key],
  );
  return row?.settings;
}
