import { beforeAll, describe, expect, test } from 'vitest';
import { change, newAccount, newTemplate, patientDatabase, query } from '@/e2e/support/verbs';
import { CELLS } from '@/lib/domain/cells';
import type { AppError } from '@/lib/domain/errors';

const EDITORS = 20;

beforeAll(patientDatabase);

/** One cell for each editor, so that a lost update shows as a missing cell. */
const CELL_OF = CELLS.slice(0, EDITORS).map(({ cell }) => cell);

/** The revisions of a template with how many cells each says, first to last. */
const revisionsOf = (key: string) =>
  query<{ revision: number; cells: number }>(
    `SELECT revision, (SELECT count(*)::int FROM jsonb_object_keys(settings)) AS cells
     FROM template_revision WHERE template_key = $1 ORDER BY revision`,
    [key],
  );

const update = (key: string, editor: number, expectedRevision?: number) => ({
  op: 'template.update',
  key,
  expectedRevision,
  set: { [CELL_OF[editor] ?? '']: 'on' },
});

const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);

describe('twenty editors of one template at once', () => {
  test('that expect a revision: one wins each, the others get 409 and lose nothing', async () => {
    const key = await newTemplate();
    const waiting = new Set(from(0, EDITORS));
    for (let revision = 1; waiting.size > 0; revision += 1) {
      const editors = [...waiting];
      const results = await Promise.allSettled(
        editors.map((editor) => change([update(key, editor, revision)])),
      );
      const winners = editors.filter((_, index) => results[index]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'fulfilled') continue;
        const { code, members } = result.reason as AppError;
        expect(code).toBe('conflict');
        expect(members).toMatchObject({ conflict: { current: { revision: revision + 1 } } });
      }
      waiting.delete(winners[0] ?? -1);
    }
    expect(await revisionsOf(key)).toEqual(
      from(1, EDITORS + 1).map((revision) => ({ revision, cells: revision - 1 })),
    );
  });

  test('that expect nothing all land, on consecutive revisions', async () => {
    const key = await newTemplate();
    const made = await Promise.all(from(0, EDITORS).map((editor) => change([update(key, editor)])));
    expect(new Set(made.map(({ id }) => id)).size).toBe(EDITORS);
    expect(await revisionsOf(key)).toEqual(
      from(1, EDITORS + 1).map((revision) => ({ revision, cells: revision - 1 })),
    );
    const audit = await query<{ before: { revision: number }; after: { revision: number } }>(
      `SELECT before, after FROM audit_entry WHERE subject_id = $1 AND action = 'template.update'
       ORDER BY id`,
      [key],
    );
    expect(audit.map(({ before, after }) => [before.revision, after.revision])).toEqual(
      from(1, EDITORS).map((revision) => [revision, revision + 1]),
    );
  });
});

test('overrides of one account made at once all land', async () => {
  const account = await newAccount();
  await Promise.all(
    CELL_OF.map((cell) => change([{ op: 'account.override', account, set: { [cell]: 'on' } }])),
  );
  const cells = await query('SELECT cell FROM override WHERE account_id = $1', [account]);
  expect(cells).toHaveLength(EDITORS);
  const [last] = await query<{ revision: number; cells: number }>(
    `SELECT revision, (SELECT count(*)::int FROM jsonb_object_keys(overrides)) AS cells
     FROM account_revision WHERE account_id = $1 ORDER BY revision DESC LIMIT 1`,
    [account],
  );
  expect(last).toEqual({ revision: EDITORS, cells: EDITORS });
});

test('of two that would make a cycle together, one is refused', async () => {
  const [a, b] = [await newTemplate(), await newTemplate()];
  const results = await Promise.allSettled([
    change([{ op: 'template.update', key: a, extends: b }]),
    change([{ op: 'template.update', key: b, extends: a }]),
  ]);
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({ code: 'invalid_request' });
});

test('a template is not archived while an account is given it', async () => {
  for (const _ of from(0, 5)) {
    const [account, key] = [await newAccount(), await newTemplate()];
    const results = await Promise.allSettled([
      change([{ op: 'account.assign', account, template: key }]),
      change([{ op: 'template.archive', key }]),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  }
});
