import pg from 'pg';
import { CELLS } from '../../lib/domain/cells';

/** How large a world is to be. */
export interface Size {
  accounts: number;
  templates: number;
  overrides: number;
}

/** The overrides that come with one another on a platform: so many ways to deviate, not more. */
const HABITS = 400;

const CELL_NAMES = CELLS.map(({ cell }) => `'${cell}'`).join(',');

/** SQL for a number that looks random, the same for the same row and salt: from 0 up to `below`. */
const draw = (row: string, salt: string, below: number) =>
  `((hashtextextended('${salt}', (${row})::bigint) & 2147483647) % ${below})`;

/** SQL for one of these texts. */
const pick = (row: string, salt: string, ...values: readonly string[]) =>
  `(ARRAY['${values.join("','")}'])[1 + ${draw(row, salt, values.length)}]`;

/** Templates in a tree that is four levels deep: `base`, and each extends one some way before it. */
const TEMPLATES = (count: number) => `
  INSERT INTO template (key, revision, created_at)
  SELECT 't' || i, 1, now() FROM generate_series(1, ${count - 1}) i;
  INSERT INTO template_revision (template_key, revision, name, parent_key, settings, change_id, valid_from)
  SELECT 't' || i, 1, 'Template ' || i,
         CASE WHEN i < 8 THEN 'base' ELSE 't' || (i / 8) END,
         jsonb_build_object(
           (ARRAY[${CELL_NAMES}])[1 + ${draw('i', 'cell', CELLS.length)}], ${pick('i', 'a', 'on', 'off')},
           (ARRAY[${CELL_NAMES}])[1 + ${draw('i', 'more', CELLS.length)}], ${pick('i', 'b', 'on', 'off')}),
         (SELECT id FROM change ORDER BY created_at LIMIT 1), now()
  FROM generate_series(1, ${count - 1}) i`;

const KIND = (row: string) => draw(row, 'kind', 10);

/** Accounts of every kind of controller, some with Issuing or Treasury, unevenly over the templates. */
const ACCOUNTS = (count: number, templates: number) => `
  INSERT INTO account (id, name, email, country, default_currency, dashboard_type, losses_payments,
    requirement_collection, fees_payer, capabilities, tags, details_submitted, payout_interval,
    stripe_created_at, synced_at, assigned_template_key, template_key, assigned_by)
  SELECT id, name, email, country, 'usd', dashboard, losses, collects, 'application', capabilities, tags,
         details, interval, now(), now(), template, coalesce(template, 'base'),
         (CASE WHEN template IS NULL THEN 'default' ELSE 'explicit' END)::assigned_by
  FROM (
    SELECT 'acct_1' || lpad(to_hex(i), 15, '0') AS id,
      ${pick('i', 'first', 'Harbour', 'Maple', 'Copper', 'North', 'Linden', 'Quay', 'Amber', 'Ridge')} || ' ' ||
      ${pick('i', 'second', 'Books', 'Bakery', 'Cycles', 'Florist', 'Records', 'Tea', 'Tools', 'Wool')} || ' ' || i AS name,
      'owner' || i || '@shop' || i % 5000 || '.example' AS email,
      ${pick('i', 'country', 'US', 'US', 'US', 'DE', 'FR', 'GB', 'IT', 'ES', 'NL', 'CA')} AS country,
      CASE WHEN ${KIND('i')} < 5 THEN 'express' WHEN ${KIND('i')} < 8 THEN 'none' ELSE 'full' END AS dashboard,
      CASE WHEN ${KIND('i')} < 8 THEN 'application' ELSE 'stripe' END AS losses,
      CASE WHEN ${KIND('i')} BETWEEN 5 AND 7 THEN 'application' ELSE 'stripe' END AS collects,
      CASE ${draw('i', 'capable', 10)} WHEN 0 THEN '{"card_payments":"active","card_issuing":"active"}'
        WHEN 1 THEN '{"card_payments":"active","treasury":"active"}' ELSE '{"card_payments":"active"}' END::jsonb AS capabilities,
      CASE ${draw('i', 'tagged', 20)} WHEN 0 THEN '{vip}' WHEN 1 THEN '{beta}' ELSE '{}' END::text[] AS tags,
      ${draw('i', 'details', 20)} > 0 AS details,
      ${pick('i', 'interval', 'daily', 'daily', 'weekly', 'manual')} AS interval,
      CASE WHEN ${draw('i', 'explicit', 4)} = 0 THEN NULL
        ELSE 't' || (1 + (${draw('i', 't', 1000)} * ${draw('i', 'u', 1000)}) * ${templates - 1} / 1000000) END AS template
    FROM generate_series(1, ${count}) i
  ) one`;

/** Overrides by habit: some accounts deviate, each in one of so many ways of one to three cells. */
const OVERRIDES = (accounts: number, overrides: number) => `
  INSERT INTO override (account_id, cell, setting, decided_at, change_id)
  SELECT 'acct_1' || lpad(to_hex(i), 15, '0'), h.cell, h.setting, now(),
         (SELECT id FROM change ORDER BY created_at LIMIT 1)
  FROM generate_series(1, ${accounts}, greatest(1, ${accounts} * 2 / ${overrides})) i
  JOIN (
    SELECT DISTINCT ON (habit, cell) habit, cell, setting FROM (
      SELECT habit, (ARRAY[${CELL_NAMES}])[1 + ${draw('(habit * 7 + k)', 'which', CELLS.length)}] AS cell,
             (${pick('(habit * 7 + k)', 'how', 'on', 'off')})::decided_setting AS setting
      FROM generate_series(0, ${HABITS - 1}) habit, generate_series(1, 3) k
      WHERE k <= 1 + habit % 3
    ) all_of_them
  ) h ON h.habit = ${draw('i', 'habit', HABITS)}`;

/** Does something to tables without their indexes, and makes those anew: much quicker for many rows. */
async function withoutIndexes(
  client: pg.Client,
  tables: readonly string[],
  work: () => Promise<unknown>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index
     WHERE indrelid = ANY($1::regclass[])
       AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)`,
    [tables],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  await work();
  for (const { definition } of rows) await client.query(definition);
}

/**
 * Fills a migrated database with a world of some size: the same for the same size. Nothing of it was
 * decided by a change of its own, so there is no history.
 */
export async function fillWorld(url: string, size: Size): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET maintenance_work_mem = '512MB'");
    await client.query(TEMPLATES(size.templates));
    await withoutIndexes(client, ['account', 'override'], async () => {
      await client.query(ACCOUNTS(size.accounts, size.templates));
      await client.query(OVERRIDES(size.accounts, size.overrides));
    });
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}
