import type pg from 'pg';
import { inBulk, type OnPart, withClient } from './world';
import { draw, often, pick } from './world-sql';

/** Entries that are made by one statement. */
const CHUNK = 500_000;

const DAYS = 720;

/** What was done how often: mints above all, and some things nearly never. */
const ACTIONS = often(
  'session.mint*410 user.sign_in*25 user.sign_out*9 account.override*24 account.assign*12 account.change*3 account.connect*3 account.disconnect*2 account.sync change.submit*3 change.approve*2 change.apply*2 fee.refund*2 template.update bulk_job.start',
);
const RARE = ['rules.replace', 'token.create', 'token.revoke', 'user.role', 'template.archive'];

/** How many different things mints send. */
const SENT = 300;

/** What entries can be about, each with its number, and what mints sent. */
const SUBJECTS = `
  CREATE TEMP TABLE world_subject AS
  SELECT 'account' AS kind, row_number() OVER (ORDER BY id) - 1 AS n, id, NULL AS name,
    template_key AS template, policy_revision AS revision FROM account
  UNION ALL SELECT 'user', row_number() OVER (ORDER BY id) - 1, id::text, name, NULL, NULL FROM app_user
  UNION ALL SELECT 'token', row_number() OVER (ORDER BY id) - 1, id::text, name, NULL, NULL FROM api_token
  UNION ALL SELECT 'template', row_number() OVER (ORDER BY key) - 1, key, NULL, NULL, NULL FROM template
  UNION ALL SELECT 'change', row_number() OVER (ORDER BY id) - 1, id::text, reason, NULL, NULL FROM change;
  CREATE UNIQUE INDEX ON world_subject (kind, n);
  CREATE TEMP TABLE world_sent AS
  SELECT n, encode(sha256(convert_to(json, 'UTF8')), 'hex') AS digest, json::jsonb AS components
  FROM (SELECT n, '{"payments":{"enabled":true,"features":{"feature_' || n || '":true,"refund_management":false}},"payouts":{"enabled":true,"features":{}}}' AS json
        FROM generate_series(0, ${SENT - 1}) n) s;
  INSERT INTO sent_components (digest, components) SELECT digest, components FROM world_sent ON CONFLICT DO NOTHING;
  ANALYZE world_subject; ANALYZE world_sent`;

/** The hash of each line with all before it in its chain, just as the database's triggers make it. */
const FOLD = `
  CREATE FUNCTION pg_temp.fold_line(state bytea, head bytea, line text) RETURNS bytea
    LANGUAGE sql IMMUTABLE AS $$ SELECT sha256(coalesce(state, head) || convert_to(line, 'UTF8')) $$;
  CREATE AGGREGATE pg_temp.fold(bytea, text) (SFUNC = pg_temp.fold_line, STYPE = bytea)`;

const i = 'i';
const of = (kind: string) => `(SELECT count(*) FROM world_subject WHERE kind = '${kind}')`;

/** Some numbered entries; accounts that mint much do so far more often than most. */
const ENTRIES = (now: string) => `
  CREATE TEMP TABLE world_entry AS
  WITH counts AS MATERIALIZED (
    SELECT ${of('account')} AS accounts, ${of('user')} AS users, ${of('token')} AS tokens,
           ${of('template')} AS templates, ${of('change')} AS changes,
           (SELECT count(*) FROM audit_chain) AS chains
  ), drawn AS (
    SELECT i, CASE WHEN ${draw(i, 'rarely', 50_000)} = 0 THEN ${pick(i, 'rare', ...RARE)} ELSE ${pick(i, 'action', ...ACTIONS)} END AS action,
      '${now}'::timestamptz - interval '${DAYS} days' * power(1 - i / ($3::float8 + 1), 1.5::float8) AS at,
      floor(accounts * power(${draw(i, 'whose', 1_000_000)} / 1000000::float8, 3::float8))::bigint AS account,
      ${draw(i, 'user', 1_000_003)} % users AS person, ${draw(i, 'token', 1_000_003)} % tokens AS machine,
      ${draw(i, 'template', 1_000_003)} % templates AS template, ${draw(i, 'change', 100_000_007)} % changes AS change,
      ${draw(i, 'chain', 1_000_003)} % chains AS chain
    FROM generate_series($1::bigint, $2::bigint) i, counts OFFSET 0
  ), told AS (
    SELECT d.*, split_part(action, '.', 1) AS kind,
      CASE WHEN action IN ('session.mint', 'fee.refund') THEN 'token'
           WHEN action IN ('account.connect', 'account.disconnect', 'account.sync') THEN 'system' ELSE 'user' END AS actor,
      CASE WHEN action NOT IN ('session.mint', 'fee.refund') THEN NULL
           WHEN ${draw(i, 'ended', 1_000)} < 965 THEN 'succeeded' WHEN ${draw(i, 'ended', 1_000)} < 985 THEN 'refused'
           WHEN ${draw(i, 'ended', 1_000)} < 999 THEN 'failed' END AS result
    FROM drawn d OFFSET 0
  ), named AS (
    SELECT t.*, CASE WHEN kind IN ('user', 'token', 'template', 'change') THEN kind
        WHEN kind IN ('session', 'fee', 'account') THEN 'account' ELSE kind END AS subject_kind
    FROM told t OFFSET 0
  )
  SELECT $4::bigint + i AS id, date_trunc('milliseconds', at) AS at, actor::actor_kind AS actor_kind,
    CASE actor WHEN 'system' THEN 'system' ELSE coalesce(who.id, machine.id) END AS actor_id,
    CASE actor WHEN 'system' THEN 'Switchyard' ELSE initcap(coalesce(who.name, machine.name)) END AS actor_name,
    action, subject_kind, coalesce(what.id, subject_kind) AS subject_id,
    CASE WHEN subject_kind = 'change' THEN what.id::uuid
         WHEN action IN ('account.override', 'account.assign', 'account.change', 'template.update', 'rules.replace') THEN made.id::uuid END AS change_id,
    CASE WHEN made.id IS NOT NULL THEN made.name END AS reason,
    CASE action WHEN 'account.override' THEN '{"payments.refund_management": "inherit"}'::jsonb END AS before,
    CASE WHEN action = 'session.mint' THEN jsonb_build_object('components', NULL, 'sent', sent.digest, 'policyRevision', what.revision,
           'template', jsonb_build_object('key', what.template, 'revision', 1))
         WHEN action = 'account.override' THEN '{"payments.refund_management": "on"}'::jsonb
         WHEN action = 'account.assign' THEN '{"template": "t1"}'::jsonb
         WHEN action = 'account.disconnect' THEN '{"because": "account.application.deauthorized"}'::jsonb END AS after,
    'req_' || substr(md5('request ' || n.i), 1, 20) AS request_id, chain::smallint AS chain,
    head.seq - (result IS NOT NULL)::int
      + sum(1 + (result IS NOT NULL)::int) OVER (PARTITION BY chain ORDER BY n.i) AS seq,
    head.hash AS head, result::audit_result AS result,
    date_trunc('milliseconds', at + interval '1 millisecond' * (80 + ${draw('n.i', 'took', 900)})) AS ended_at,
    CASE result WHEN 'failed' THEN ${pick('n.i', 'failure', 'stripe_rejected', 'stripe_unavailable', 'stripe_timeout')}
      WHEN 'refused' THEN ${pick('n.i', 'refusal', 'account_disconnected', 'no_component_enabled', 'component_not_allowed')} END AS code
  FROM named n JOIN audit_chain head USING (chain)
  LEFT JOIN world_subject what ON what.kind = subject_kind
    AND what.n = CASE subject_kind WHEN 'account' THEN account WHEN 'user' THEN person WHEN 'token' THEN machine WHEN 'template' THEN n.template WHEN 'change' THEN change END
  JOIN world_sent sent ON sent.n = account % ${SENT}
  LEFT JOIN world_subject who ON who.kind = 'user' AND who.n = person AND actor = 'user'
  LEFT JOIN world_subject machine ON machine.kind = 'token' AND machine.n = machine AND actor = 'token'
  LEFT JOIN world_subject made ON made.kind = 'change' AND made.n = change
    AND action IN ('account.override', 'account.assign', 'account.change', 'template.update', 'rules.replace')`;

/** Each field with its length before it, as "audit_text" does it, but in one expression: many times quicker. */
const fields = (...values: readonly string[]) =>
  values
    .map((value) => `coalesce(octet_length(${value}) || ':' || ${value}, '-')`)
    .join(` || ',' || `);

const moment = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const ENTRY = fields(
  ...[
    "'entry'",
    'chain::text',
    'seq::text',
    'id::text',
    moment('at'),
    'actor_kind::text',
    'actor_id',
  ],
  ...['actor_name', 'action', 'subject_kind', 'subject_id', 'change_id::text', 'reason'],
  ...['before::text', 'after::text', 'request_id'],
);
const OUTCOME = fields(
  ...["'outcome'", 'chain::text', '(seq + 1)::text', 'id::text', moment('ended_at')],
  ...['result::text', 'code', 'NULL::text'],
);

/** Puts the entries where they belong, with their outcomes, and moves the chains' heads on. */
const KEPT = `
  CREATE TEMP TABLE world_line AS
  SELECT chain, seq, pg_temp.fold(head, line) OVER (PARTITION BY chain ORDER BY seq) AS hash
  FROM (
    SELECT chain, seq, head, ${ENTRY} AS line FROM world_entry
    UNION ALL SELECT chain, seq + 1, head, ${OUTCOME} FROM world_entry WHERE result IS NOT NULL
  ) lines;
  INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id,
    change_id, reason, before, after, request_id, chain, seq, hash)
  SELECT id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id,
    change_id, reason, before, after, request_id, chain, seq, hash
  FROM world_entry JOIN world_line USING (chain, seq) ORDER BY id;
  INSERT INTO audit_outcome (entry_id, at, result, code, chain, seq, hash)
  SELECT e.id, e.ended_at, e.result, e.code, l.chain, l.seq, l.hash
  FROM world_entry e JOIN world_line l ON l.chain = e.chain AND l.seq = e.seq + 1
  WHERE e.result IS NOT NULL ORDER BY e.id;
  INSERT INTO audit_unsettled (entry_id, at, outcome)
  SELECT id, at, coalesce(result::text, 'unknown') FROM world_entry
  WHERE action IN ('session.mint', 'fee.refund') AND result IS DISTINCT FROM 'succeeded';
  UPDATE audit_chain SET seq = l.seq, hash = l.hash
  FROM (SELECT DISTINCT ON (chain) chain, seq, hash FROM world_line ORDER BY chain, seq DESC) l
  WHERE l.chain = audit_chain.chain;
  DROP TABLE world_entry, world_line`;

async function fill(client: pg.Client, rows: number, onPart: OnPart): Promise<void> {
  const now = new Date().toISOString();
  await client.query(SUBJECTS);
  await client.query(FOLD);
  const { rows: last } = await client.query<{ id: string }>(
    'SELECT coalesce(max(id), 0) AS id FROM audit_entry',
  );
  for (let from = 1; from <= rows; from += CHUNK) {
    const to = Math.min(rows, from + CHUNK - 1);
    await client.query(bound(ENTRIES(now), [from, to, rows, Number(last[0]?.id)]));
    await client.query('ANALYZE world_entry');
    await client.query(KEPT);
    onPart(`${to.toLocaleString('en')} audit entries`);
  }
  await client.query(
    `SELECT setval(pg_get_serial_sequence('audit_entry', 'id'), (SELECT max(id) FROM audit_entry))`,
  );
}

/** Numbers in the place of parameters, which a statement that makes a table cannot have. */
const bound = (sql: string, numbers: readonly number[]) =>
  sql.replace(/\$(\d)/g, (_, at) => String(numbers[Number(at) - 1]));

/**
 * Adds so many entries to the audit of a world, with their outcomes, over the past two years and most of
 * them of late. Their hashes continue the chains, so that the audit verifies as before.
 */
export function fillAudit(
  url: string,
  rows: number,
  onPart: OnPart = () => undefined,
): Promise<void> {
  return withClient(url, async (client) => {
    const tables = [
      'audit_entry',
      'audit_outcome',
      'audit_chain',
      'audit_unsettled',
      'fee_refund_request',
    ];
    await inBulk(client, tables, onPart, () => fill(client, rows, onPart));
    onPart('statistics');
    await client.query('VACUUM (ANALYZE) audit_entry, audit_outcome');
  });
}
