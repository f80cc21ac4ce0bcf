import pg from 'pg';
import { MINT_TEMPLATES, OVERRIDDEN } from './mint-templates';
import type { StubAccount } from './stripe-stub-account';

/** How many accounts are minted for, one after another. */
export const MINT_ACCOUNTS = 1_000;

/**
 * Accounts that sessions are minted for: every fifth deviates by overrides of its own, and all may
 * have every component, as the routes that they are compared with say of all accounts.
 */
const ACCOUNTS = `
  INSERT INTO account (id, name, email, country, default_currency, capabilities, tags, details_submitted,
    payout_interval, synced_at, assigned_template_key, template_key, assigned_by,
    dashboard_type, losses_payments, requirement_collection, fees_payer)
  SELECT 'acct_1Mint' || lpad(i::text, 6, '0'), 'Minted shop ' || i, 'owner@minted' || i || '.example',
         (ARRAY['US','DE','FR','GB'])[1 + i % 4], 'usd',
         '{"card_payments":"active","transfers":"active","card_issuing":"active","treasury":"active"}',
         '{}', true, 'daily', now(), 'mint-' || i % $1, 'mint-' || i % $1, 'explicit',
         CASE i % 3 WHEN 0 THEN 'express' WHEN 1 THEN 'none' ELSE 'full' END,
         CASE i % 3 WHEN 2 THEN 'stripe' ELSE 'application' END,
         CASE i % 3 WHEN 1 THEN 'application' ELSE 'stripe' END, 'application'
  FROM generate_series(0, $2::int - 1) i`;

const OVERRIDES = `
  INSERT INTO override (account_id, cell, setting, note, decided_at, change_id)
  SELECT 'acct_1Mint' || lpad(i::text, 6, '0'), cell, (ARRAY['on','off'])[1 + (i / 5) % 2]::decided_setting,
         'Ticket ' || i, now(), (SELECT id FROM change ORDER BY created_at LIMIT 1)
  FROM generate_series(0, $2::int - 1, 5) i, unnest($1::text[]) WITH ORDINALITY AS c(cell, place)
  WHERE (i / 5 + place) % 10 = 0`;

const OVERRIDES_LAST = `UPDATE account
  SET lasting_overrides = true, overrides_key = overrides_key(overrides)
  FROM (
    SELECT account_id, jsonb_object_agg(cell, jsonb_build_object('setting', setting)) AS overrides
    FROM override WHERE account_id LIKE 'acct\\_1Mint%' GROUP BY 1
  ) o WHERE id = account_id`;

const FACTS = `SELECT id, dashboard_type AS dashboard, losses_payments AS losses,
  requirement_collection AS collects, capabilities FROM account`;

/** Connects for some queries. */
export async function connected<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Adds the accounts that are minted for to a database that has their templates; gives what Stripe knows of them. */
export function addMintAccounts(url: string): Promise<StubAccount[]> {
  return connected(url, async (client) => {
    await client.query(ACCOUNTS, [MINT_TEMPLATES, MINT_ACCOUNTS]);
    await client.query(OVERRIDES, [OVERRIDDEN, MINT_ACCOUNTS]);
    await client.query(OVERRIDES_LAST);
    await client.query('ANALYZE account, override');
    const { rows } = await client.query<StubAccount>(
      `${FACTS} WHERE id LIKE 'acct\\_1Mint%' ORDER BY id`,
    );
    return rows;
  });
}

/** So many accounts of a large world, taken from all of it, that may be minted for. */
export function someAccounts(url: string, count: number): Promise<StubAccount[]> {
  return connected(url, async (client) => {
    const { rows } = await client.query<StubAccount>(
      `${FACTS} WHERE disconnected_at IS NULL AND id NOT LIKE 'acct\\_1Mint%'
       ORDER BY hashtext(id) LIMIT $1`,
      [count],
    );
    return rows;
  });
}
