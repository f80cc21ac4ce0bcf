import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../e2e/support/test-database';

// What stands in the migrations alone: Prisma's schema does not know it, so nothing else tells
// when it goes missing.

const CHANGE = '00000000-0000-7000-8000-000000000001';
const HASH = `decode(repeat('ab', 32), 'hex')`;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    INSERT INTO "account" ("id", "name", "country", "capabilities", "tags", "details_submitted",
      "synced_at", "template_key", "assigned_by")
    VALUES ('acct_1', 'Shop', 'DE', '{}', '{}', true, now(), 'base', 'default');
    INSERT INTO "account_traits" VALUES ('acct_1', 1, '{}', now());
    INSERT INTO "account_revision" VALUES ('acct_1', 1, NULL, '{}', '${CHANGE}', now());
    INSERT INTO "audit_entry" ("at", "actor_kind", "actor_id", "actor_name", "action",
      "subject_kind", "subject_id", "request_id")
    VALUES (now(), 'system', 'system', 'Switchyard', 'test', 'account', 'acct_1', 'r');
    INSERT INTO "audit_outcome" ("entry_id", "at", "result")
    SELECT "id", now(), 'succeeded' FROM "audit_entry";
  `);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(() => client.query('BEGIN'));
afterEach(() => client.query('ROLLBACK'));

/** The name of the constraint that refuses a statement; 'taken' where none does. */
async function refusal(sql: string): Promise<string> {
  try {
    await client.query(`${sql}; SET CONSTRAINTS ALL IMMEDIATE`);
    return 'taken';
  } catch (error) {
    return (error as pg.DatabaseError).constraint ?? (error as Error).message;
  }
}

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
      await client.query('SAVEPOINT s');
      const expected = `Rows of "${table}" are written once: ${verb} is refused.`;
      expect(await refusal(sql)).toBe(expected);
      await client.query('ROLLBACK TO s');
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
    await client.query('SAVEPOINT s');
    expect(await refusal(`${template}; ${revision}`)).toBe('taken');
    await client.query('ROLLBACK TO s');
    expect(await refusal(`${revision}; ${template}`)).toBe('taken');
  });

  test('do not go in alone', async () => {
    await client.query('SAVEPOINT s');
    expect(await refusal(template)).toBe('template_key_revision_fkey');
    await client.query('ROLLBACK TO s');
    expect(await refusal(revision)).toBe('template_revision_template_key_fkey');
  });
});

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
  `INSERT INTO "app_user" VALUES (gen_random_uuid(), '${email}', 'U', 'admin', 'h', now(), NULL, now())`;
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
    await client.query(`${template('other')}; ${templateRevision(`'other', 1, 'O', NULL, '{}'`)}`);
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

describe('notices', () => {
  const ID = '00000000-0000-4000-8000-00000000000a';
  const endpoint = (more: string) => `INSERT INTO "notice_endpoint" ("id", "description", "events",
    "reaches", "created_at", "url", "secret", "removed_at", "old_secret", "paused_at")
    VALUES ('${ID}', 'E', '{}', '{}', now(), ${more})`;
  const good = endpoint(`'https://a.example', 'x', NULL, NULL, NULL`);
  const notice = `INSERT INTO "notice" VALUES ('${ID}', 'notice.test', NULL, NULL, '{}', now())`;
  const delivery = (more: string) => `${good}; ${notice}; INSERT INTO "notice_delivery" ("id",
    "notice_id", "endpoint_id", "created_at", "status", "next_at", "ended_at", "lease")
    VALUES ('${ID}', '${ID}', '${ID}', now(), ${more})`;
  const waiting = delivery(`'pending', now(), NULL, NULL`);
  const attempt = (more: string) =>
    `${waiting}; INSERT INTO "notice_attempt" VALUES ('${ID}', ${more})`;

  test.each([
    ['taken', attempt(`1, now(), 5, 204, NULL`)],
    ['taken', delivery(`'failed', NULL, now(), NULL`)],
    ['taken', endpoint(`'http://localhost', NULL, now(), NULL, NULL`)],
    ['notice_endpoint_url_check', endpoint(`'ftp://a.example', 'x', NULL, NULL, NULL`)],
    ['notice_endpoint_secret_check', endpoint(`'https://a.example', NULL, NULL, NULL, NULL`)],
    ['notice_endpoint_secret_check', endpoint(`'https://a.example', 'x', now(), NULL, NULL`)],
    ['notice_endpoint_secret_check', endpoint(`'https://a.example', 'x', NULL, 'y', NULL`)],
    ['notice_endpoint_pause_check', endpoint(`'https://a.example', 'x', NULL, NULL, now()`)],
    ['notice_delivery_end_check', delivery(`'pending', NULL, NULL, NULL`)],
    ['notice_delivery_end_check', delivery(`'delivered', now(), now(), NULL`)],
    ['notice_delivery_lease_check', delivery(`'pending', now(), NULL, '${ID}'`)],
    ['notice_attempt_number_check', attempt(`0, now(), 5, 204, NULL`)],
    ['notice_attempt_end_check', attempt(`1, now(), 5, 204, 'timeout'`)],
    ['notice_attempt_end_check', attempt(`1, now(), 5, NULL, NULL`)],
  ])('%s: %s', async (expected, sql) => {
    expect(await refusal(sql)).toBe(expected);
  });

  test('and attempts are written once', async () => {
    await client.query(attempt(`1, now(), 5, 204, NULL`));
    for (const [table, set] of [
      ['notice', `"body" = 'x'`],
      ['notice_attempt', '"ms" = 1'],
    ]) {
      await client.query('SAVEPOINT s');
      expect(await refusal(`UPDATE "${table}" SET ${set}`)).toContain('UPDATE is refused');
      await client.query('ROLLBACK TO s');
    }
  });
});

describe('the mirror', () => {
  const ID = '00000000-0000-4000-8000-00000000000b';
  const sync = (more: string) => `INSERT INTO "sync_run" ("id", "kind", "started_at",
    "heartbeat_at", "actor_kind", "actor_id", "actor_name", "status", "next_at", "ended_at", "error",
    "lease", "leased_until", "pages")
    VALUES (gen_random_uuid(), 'full', now(), now(), 'system', 's', 'S', ${more})`;
  const running = sync(`'running', now(), NULL, NULL, NULL, NULL, 0`);
  const event = (more: string) => `INSERT INTO "stripe_event" ("id", "type", "account_id",
    "created_at", "received_at", "handled_at", "outcome")
    VALUES (${more.split(';')[0]}, 't', 'acct_1', now(), now(), ${more.split(';')[1]})`;
  const refresh = (more: string) => `INSERT INTO "account_refresh" ("account_id", "wanted_at",
    "next_at", "tries", "lease", "leased_until") VALUES ('acct_1', now(), now(), ${more})`;

  test.each([
    ['taken', running],
    ['taken', `${sync(`'done', NULL, now(), NULL, NULL, NULL, 1`)}; ${running}`],
    ['taken', sync(`'failed', NULL, now(), 'x', NULL, NULL, 1`)],
    ['taken', event(`'evt_1'; NULL, NULL`)],
    ['taken', refresh(`0, '${ID}', now()`)],
    ['sync_run_one_at_a_time', `${running}; ${running}`],
    ['sync_run_end_check', sync(`'running', NULL, NULL, NULL, NULL, NULL, 0`)],
    ['sync_run_end_check', sync(`'done', now(), now(), NULL, NULL, NULL, 0`)],
    ['sync_run_end_check', sync(`'failed', NULL, now(), NULL, NULL, NULL, 0`)],
    ['sync_run_lease_check', sync(`'running', now(), NULL, NULL, '${ID}', NULL, 0`)],
    ['sync_run_lease_check', sync(`'done', NULL, now(), NULL, '${ID}', now(), 0`)],
    ['sync_run_counts_check', sync(`'running', now(), NULL, NULL, NULL, NULL, -1`)],
    ['stripe_event_id_check', event(`''; NULL, NULL`)],
    ['stripe_event_handled_check', event(`'evt_1'; now(), NULL`)],
    ['stripe_event_pkey', `${event(`'evt_1'; NULL, NULL`)}; ${event(`'evt_1'; NULL, NULL`)}`],
    ['account_refresh_tries_check', refresh('-1, NULL, NULL')],
    ['account_refresh_lease_check', refresh(`0, '${ID}', NULL`)],
  ])('%s: %s', async (expected, sql) => {
    expect(await refusal(sql)).toBe(expected);
  });
});

describe('application fees', () => {
  const ID = '00000000-0000-4000-8000-00000000000c';
  const fee = (more: string, id = 'fee_1') => `INSERT INTO "application_fee"
    VALUES ('${id}', 'acct_9', NULL, ${more}, now(), now())`;
  const good = fee(`100, 40, 'usd'`);
  const made = `${good}; INSERT INTO "application_fee_refund" VALUES ('fr_1', 'fee_1', 40, now())`;
  const request = (more: string, key = HASH, amount = 10) => `INSERT INTO "fee_refund_request"
    ("id", "fee_id", "owner", "key_hash", "params_hash", "amount", "reason", "actor_kind", "actor_id",
     "actor_name", "audit_entry_id", "asked_at", "state", "refund_id", "error_code", "error_message",
     "ended_at", "next_at", "lease", "leased_until")
    SELECT gen_random_uuid(), 'fee_1', 'user:1', ${key}, ${HASH}, ${amount}, 'r', 'user', 'u', 'U',
      max("id"), now(), ${more} FROM "audit_entry"`;
  const open = `'asked', NULL, NULL, NULL, NULL, now(), '${ID}', now()`;
  const ended = `'done', 'fr_1', NULL, NULL, now(), NULL, NULL, NULL`;
  const other = `INSERT INTO "audit_entry" ("at", "actor_kind", "actor_id", "actor_name", "action",
    "subject_kind", "subject_id", "request_id")
    VALUES (now(), 'system', 's', 'S', 'test', 'account', 'acct_1', 'r')`;
  const otherKey = `decode(repeat('cd', 32), 'hex')`;
  const sync = (more: string) => `INSERT INTO "fee_sync" ("status", "started_at", "heartbeat_at",
    "next_at", "ended_at", "error", "lease", "leased_until", "id") VALUES (${more})`;
  const running = sync(`'running', now(), now(), now(), NULL, NULL, NULL, NULL, 1`);

  test.each([
    ['taken', good],
    ['taken', fee(`0, 0, 'jpy'`)],
    ['application_fee_id_check', fee(`1, 0, 'usd'`, 'ch_1')],
    ['application_fee_amount_check', fee(`1, 2, 'usd'`)],
    ['application_fee_amount_check', fee(`1, -1, 'usd'`)],
    ['application_fee_currency_check', fee(`1, 0, 'USD'`)],
    [
      'application_fee_refund_amount_check',
      `${good}; INSERT INTO "application_fee_refund" VALUES ('fr_1', 'fee_1', 0, now())`,
    ],
    ['taken', `${made}; ${request(open)}`],
    ['taken', `${made}; ${request(ended)}; ${other}; ${request(open, otherKey)}`],
    [
      'fee_refund_request_one_at_a_time',
      `${made}; ${request(open)}; ${other}; ${request(open, otherKey)}`,
    ],
    [
      'fee_refund_request_owner_key_hash_key',
      `${made}; ${request(ended)}; ${other}; ${request(open)}`,
    ],
    [
      'fee_refund_request_audit_entry_id_key',
      `${made}; ${request(ended)}; ${request(open, otherKey)}`,
    ],
    ['fee_refund_request_amount_check', `${made}; ${request(open, HASH, 0)}`],
    ['fee_refund_request_hash_check', `${made}; ${request(open, `'\\xab'`)}`],
    [
      'fee_refund_request_end_check',
      `${made}; ${request(`'done', NULL, NULL, NULL, now(), NULL, NULL, NULL`)}`,
    ],
    [
      'fee_refund_request_end_check',
      `${made}; ${request(`'failed', NULL, NULL, NULL, now(), NULL, NULL, NULL`)}`,
    ],
    [
      'fee_refund_request_end_check',
      `${made}; ${request(`'unknown', NULL, NULL, NULL, NULL, NULL, NULL, NULL`)}`,
    ],
    [
      'fee_refund_request_lease_check',
      `${made}; ${request(`'done', 'fr_1', NULL, NULL, now(), NULL, '${ID}', now()`)}`,
    ],
    ['taken', running],
    ['fee_sync_pkey', `${running}; ${running}`],
    ['fee_sync_one_row_check', running.replace(/1\)$/, '2)')],
    ['fee_sync_end_check', sync(`'done', now(), now(), now(), now(), NULL, NULL, NULL, 1`)],
    ['fee_sync_end_check', sync(`'cancelled', now(), now(), NULL, now(), NULL, NULL, NULL, 1`)],
    ['fee_sync_lease_check', sync(`'running', now(), now(), now(), NULL, NULL, '${ID}', NULL, 1`)],
  ])('%s: %s', async (expected, sql) => {
    expect(await refusal(sql)).toBe(expected);
  });
});
