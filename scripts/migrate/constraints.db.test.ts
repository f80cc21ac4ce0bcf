import { describe, expect, test } from 'vitest';
import { askDatabase, CHANGE } from './testing/constraints';

// What stands in the migrations alone: Prisma's schema does not know it, so nothing else tells
// when it goes missing.

const { query, refusal } = askDatabase();

describe('rows that are written once', () => {
  const tables = [
    ['template_revision', `SET "name" = 'x'`],
    ['account_revision', `SET "overrides" = '{"a": 1}'`],
    ['account_traits', `SET "traits" = '{"a": 1}'`],
    ['rules_revision', `SET "default_key" = 'base'`],
    ['audit_entry', `SET "reason" = 'x'`],
    ['audit_outcome', `SET "code" = 'x'`],
  ] as const;

  test.each(tables)('%s', async (table, set) => {
    for (const [sql, verb] of [
      [`UPDATE "${table}" ${set}`, 'UPDATE'],
      [`DELETE FROM "${table}"`, 'DELETE'],
      [`TRUNCATE "${table}" CASCADE`, 'TRUNCATE'],
    ] as const) {
      await query('SAVEPOINT s');
      const expected = `Rows of "${table}" are written once: ${verb} is refused.`;
      expect(await refusal(sql)).toBe(expected);
      await query('ROLLBACK TO s');
    }
  });

  test.each([
    [`DELETE FROM "change"`, 'Rows of "change" are written once: DELETE is refused.'],
    [`TRUNCATE "change" CASCADE`, 'Rows of "change" are written once: TRUNCATE is refused.'],
    [`UPDATE "change" SET "id" = gen_random_uuid()`, 'are written once: UPDATE is refused.'],
    [`UPDATE "change" SET "actor_kind" = 'user'`, 'are written once: UPDATE is refused.'],
    [`UPDATE "change" SET "actor_id" = 'x'`, 'are written once: UPDATE is refused.'],
    [`UPDATE "change" SET "actor_name" = 'x'`, 'are written once: UPDATE is refused.'],
    [`UPDATE "change" SET "created_at" = "created_at" + interval '1 s'`, 'UPDATE is refused.'],
  ])('%s', async (sql, message) => {
    expect(await refusal(sql)).toContain(message);
  });

  test('a change may move on', async () => {
    expect(
      await refusal(
        `UPDATE "change" SET "status" = 'reverted', "applied_at" = now(), "diff" = '[1]'`,
      ),
    ).toBe('taken');
  });
});

describe('a template and its first revision', () => {
  const template = `INSERT INTO "template" VALUES ('retail', 1, now())`;
  const revision = `INSERT INTO "template_revision" ("template_key", "revision", "name", "settings",
    "change_id", "valid_from") VALUES ('retail', 1, 'Retail', '{}', '${CHANGE}', now())`;

  test('go in together, in either order', async () => {
    await query('SAVEPOINT s');
    expect(await refusal(`${template}; ${revision}`)).toBe('taken');
    await query('ROLLBACK TO s');
    expect(await refusal(`${revision}; ${template}`)).toBe('taken');
  });

  test('do not go in alone', async () => {
    await query('SAVEPOINT s');
    expect(await refusal(template)).toBe('template_key_revision_fkey');
    await query('ROLLBACK TO s');
    expect(await refusal(revision)).toBe('template_revision_template_key_fkey');
  });
});
