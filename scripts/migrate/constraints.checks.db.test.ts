import { describe, expect, test } from 'vitest';
import { askDatabase, CHANGE, HASH } from './testing/constraints';

// What stands in the migrations alone: Prisma's schema does not know it, so nothing else tells
// when it goes missing.

const { query, refusal } = askDatabase();

const drift = (values: string) => `INSERT INTO "drift" VALUES ('acct_1', ${values})`;
const template = (key: string, revision = 1) =>
  `INSERT INTO "template" VALUES ('${key}', ${revision}, now())`;
const templateRevision = (values: string) =>
  `INSERT INTO "template_revision" ("template_key", "revision", "name", "parent_key", "settings",
    "change_id", "valid_from") VALUES (${values}, '${CHANGE}', now())`;
const account = (values: string) =>
  `INSERT INTO "account" ("id", "name", "country", "capabilities", "policy_revision",
    "assigned_template_key", "template_key", "assigned_by", "tags", "details_submitted", "synced_at")
    VALUES (${values}, '{}', true, now())`;
const override = (cell: string, expires: string) =>
  `INSERT INTO "override" VALUES ('acct_1', '${cell}', 'on', NULL, ${expires}, now(), '${CHANGE}')`;
const change = (reason: string, edits = '[]', diff = '[]') =>
  `INSERT INTO "change" VALUES (gen_random_uuid(), 'applied', 'user', 'u', 'U', ${reason},
    '${edits}', '${diff}', 'r', now(), now())`;
const user = (email: string) =>
  `INSERT INTO "app_user" VALUES (gen_random_uuid(), '${email}', 'U', 'admin', 'h', now(), NULL, 0)`;
const token = (hash: string, scopes: string) =>
  `INSERT INTO "api_token" VALUES (gen_random_uuid(), 'T', 'sy', ${hash}, ${scopes}, NULL, now())`;

describe('checks refuse', () => {
  test.each([
    ['template_key_check', template('Retail')],
    ['template_key_check', template('')],
    ['template_key_check', template('1a')],
    ['template_key_check', template('a\n')],
    ['template_key_check', template('a'.repeat(64))],
    ['template_revision_check', template('retail', 0)],
    ['template_revision_revision_check', templateRevision(`'base', 0, 'B', NULL, '{}'`)],
    ['template_revision_parent_check', templateRevision(`'base', 2, 'B', 'base', '{}'`)],
    ['template_revision_settings_check', templateRevision(`'base', 2, 'B', NULL, '[]'`)],
    ['account_id_check', account(`'acct_', 'A', NULL, '{}', 0, NULL, 'base', 'default'`)],
    ['account_id_check', account(`'acct_1/2', 'A', NULL, '{}', 0, NULL, 'base', 'default'`)],
    ['account_id_check', account(`'acct_2\n', 'A', NULL, '{}', 0, NULL, 'base', 'default'`)],
    ['account_country_check', account(`'acct_2', 'A', 'de', '{}', 0, NULL, 'base', 'default'`)],
    ['account_capabilities_check', account(`'acct_2', 'A', NULL, '1', 0, NULL, 'base', 'default'`)],
    [
      'account_policy_revision_check',
      account(`'acct_2', 'A', NULL, '{}', -1, NULL, 'base', 'rule'`),
    ],
    ['account_assignment_check', account(`'acct_2', 'A', NULL, '{}', 0, NULL, 'base', 'explicit'`)],
    ['account_assignment_check', account(`'acct_2', 'A', NULL, '{}', 0, 'base', 'base', 'rule'`)],
    [
      'account_traits_revision_check',
      `INSERT INTO "account_traits" VALUES ('acct_1', 0, '{}', now())`,
    ],
    [
      'account_traits_traits_check',
      `INSERT INTO "account_traits" VALUES ('acct_1', 2, '[]', now())`,
    ],
    ['override_cell_check', override('Payments', 'NULL')],
    ['override_cell_check', override('payments.a.b', 'NULL')],
    ['override_cell_check', override('payments.', 'NULL')],
    ['override_expiry_check', override('payments', 'now()')],
    [
      'account_revision_revision_check',
      `INSERT INTO "account_revision" VALUES ('acct_1', 0, NULL, '{}', '${CHANGE}', now())`,
    ],
    [
      'account_revision_overrides_check',
      `INSERT INTO "account_revision" VALUES ('acct_1', 2, NULL, '[]', '${CHANGE}', now())`,
    ],
    [
      'rules_revision_revision_check',
      `INSERT INTO "rules_revision" VALUES (0, '[]', 'base', '${CHANGE}', now())`,
    ],
    [
      'rules_revision_rules_check',
      `INSERT INTO "rules_revision" VALUES (2, '{}', 'base', '${CHANGE}', now())`,
    ],
    ['change_reason_check', change(`''`)],
    ['change_reason_check', change(`repeat('x', 2001)`)],
    ['change_edits_check', change(`'r'`, '{}')],
    ['change_diff_check', change(`'r'`, '[]', 'null')],
    ['app_user_email_check', user('Anna@example.com')],
    ['api_token_hash_check', token(`'\\xab'`, `'{audit:read}'`)],
    ['api_token_scopes_check', token(HASH, `'{}'`)],
    ['api_token_scopes_check', token(HASH, `'{audit:read,audit:write}'`)],
    ['api_token_scopes_check', token(HASH, 'ARRAY[NULL]')],
    ['drift_cell_check', drift(`'a.b.c', true, false, 1, now(), now(), NULL`)],
    ['drift_cell_check', drift(`'', true, false, 1, now(), now(), NULL`)],
    ['drift_difference_check', drift(`'payments', true, true, 1, now(), now(), NULL`)],
    ['drift_difference_check', drift(`'payments', NULL, NULL, 1, now(), now(), NULL`)],
    ['drift_count_check', drift(`'payments', true, false, 0, now(), now(), NULL`)],
    ['drift_times_check', drift(`'payments', true, false, 1, now(), now(), now()`)],
    ['drift_times_check', drift(`'payments', true, false, 1, now(), now() - interval '1 s', NULL`)],
    [
      'idempotency_key_hash_check',
      `INSERT INTO "idempotency_key" VALUES ('token:1', '\\xab', ${HASH}, now())`,
    ],
    [
      'idempotency_key_lease_check',
      `INSERT INTO "idempotency_key" VALUES ('token:1', ${HASH}, ${HASH}, now(), NULL, now())`,
    ],
  ])('%s: %s', async (constraint, sql) => {
    expect(await refusal(sql)).toBe(constraint);
  });

  test('a token without scopes at all', async () => {
    expect(await refusal(token(HASH, 'NULL'))).toContain('null value in column "scopes"');
  });

  test('an explicit assignment to another template than the one in effect', async () => {
    await query(`${template('other')}; ${templateRevision(`'other', 1, 'O', NULL, '{}'`)}`);
    const sql = account(`'acct_2', 'A', NULL, '{}', 0, 'other', 'base', 'explicit'`);
    expect(await refusal(sql)).toBe('account_assignment_check');
  });
});

describe('checks let pass', () => {
  test.each([
    [`${template('a')}; ${templateRevision(`'a', 1, 'A', 'base', '{}'`)}`],
    [`${template('z9_-x')}; ${templateRevision(`'z9_-x', 1, 'A', NULL, '{}'`)}`],
    [account(`'acct_1NkDjjJyhOZfPCWt', 'A', 'US', '{}', 0, 'base', 'base', 'explicit'`)],
    [account(`'acct_2', 'A', NULL, '{}', 3, NULL, 'base', 'rule'`)],
    [override('payments', 'NULL')],
    [drift(`'holograms.beam_up', NULL, true, 1, now(), now(), NULL`)],
    [drift(`'payments', true, NULL, 2, now(), now(), now() + interval '1 ms'`)],
    [override('payments.refund_management', `now() + interval '1 ms'`)],
    [change(`repeat('x', 2000)`)],
    [user('anna@example.com')],
    [
      token(
        HASH,
        `'{sessions:create,accounts:read,policy:read,policy:write,audit:read,metrics:read,fees:read}'`,
      ),
    ],
  ])('%s', async (sql) => {
    expect(await refusal(sql)).toBe('taken');
  });
});
