import { withDatabase } from './database';

let made = 0;

/**
 * Puts so many accounts into the mirror at once, with names that begin alike and that no other test
 * has. Returns that beginning; searching for it finds just these.
 */
export async function manyAccounts(count: number): Promise<string> {
  made += 1;
  const mark = `${Date.now().toString(36)}${process.pid.toString(36)}${made}`;
  const name = `Bulkhouse${mark}`;
  await withDatabase((client) =>
    client.query(
      `INSERT INTO account (id, name, country, capabilities, tags, details_submitted, synced_at,
         template_key, assigned_by, dashboard_type, losses_payments, requirement_collection)
       SELECT 'acct_1Bulk' || $2::text || 'x' || i, $1::text || ' ' || lpad(i::text, 5, '0'), 'NZ',
              '{"card_payments": "active"}', '{}', true, now(), r.default_key, 'default',
              'express', 'application', 'stripe'
       FROM generate_series(1, $3::int) i,
            (SELECT default_key FROM rules_revision ORDER BY revision DESC LIMIT 1) r`,
      [name, mark, count],
    ),
  );
  return name;
}

/**
 * Takes all of them for disconnected, as a sync of all accounts would find them one by one: Stripe has
 * never heard of them.
 */
export async function disconnectManyAccounts(): Promise<void> {
  await withDatabase((client) =>
    client.query(
      `UPDATE account SET disconnected_at = now()
       WHERE id LIKE 'acct_1Bulk%' AND disconnected_at IS NULL`,
    ),
  );
}
