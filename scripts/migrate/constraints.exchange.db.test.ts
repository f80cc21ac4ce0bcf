import { describe, expect, test } from 'vitest';
import { askDatabase, HASH } from './testing/constraints';

// What stands in the migrations alone: Prisma's schema does not know it, so nothing else tells
// when it goes missing.

const { query, refusal } = askDatabase();

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
    await query(attempt(`1, now(), 5, 204, NULL`));
    for (const [table, set] of [
      ['notice', `"body" = 'x'`],
      ['notice_attempt', '"ms" = 1'],
    ]) {
      await query('SAVEPOINT s');
      expect(await refusal(`UPDATE "${table}" SET ${set}`)).toContain('UPDATE is refused');
      await query('ROLLBACK TO s');
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
