import { CELLS } from '../../lib/domain/cells';
import { draw, often, pick, texts, uuidAt } from './world-sql';

/** The overrides that come with one another on a platform: so many ways to deviate, not more. */
const HABITS = 400;

/** How many accounts one person's change is about. */
export const TOGETHER = 4;

const CELL_NAMES = texts(CELLS.map(({ cell }) => cell));

/** How many people decide on this platform. */
export const PEOPLE = 40;

/** Those people, and the machines that ask for sessions. */
export const ACTORS = (now: string) => `
  CREATE TEMP TABLE world_person AS
  SELECT n, ${uuidAt('at', 'user', 'n')} AS id, name, name || '@platform.example' AS email, at
  FROM (SELECT n, ${pick('n', 'who', 'ada', 'ben', 'cleo', 'dara', 'emil', 'fay', 'gus', 'hila')} || n AS name,
               '${now}'::timestamptz - interval '700 days' + interval '1 hour' * n AS at
        FROM generate_series(0, ${PEOPLE - 1}) n) p;
  INSERT INTO app_user (id, email, name, role, created_at)
  SELECT id, email, initcap(name),
         (${pick('n', 'role', ...often('operator*5 support*10 auditor admin'))})::role, at FROM world_person;
  INSERT INTO api_token (id, name, prefix, hash, scopes, created_at)
  SELECT ${uuidAt('at', 'token', 'n')}, 'Back end ' || n, 'sw_world' || n, sha256(('token ' || n)::bytea),
         '{sessions:create}', at
  FROM (SELECT n, '${now}'::timestamptz - interval '710 days' AS at FROM generate_series(1, 5) n) t`;

/** Templates in a tree that is four levels deep: `base`, and each extends one some way before it. */
export const TEMPLATES = (count: number, since: string) => `
  INSERT INTO template (key, revision, created_at)
  SELECT 't' || i, 1, '${since}'::timestamptz FROM generate_series(1, ${count - 1}) i;
  INSERT INTO template_revision (template_key, revision, name, parent_key, settings, change_id, valid_from)
  SELECT 't' || i, 1, 'Template ' || i,
         CASE WHEN i < 8 THEN 'base' ELSE 't' || (i / 8) END,
         jsonb_build_object(
           (${CELL_NAMES})[1 + ${draw('i', 'cell', CELLS.length)}], ${pick('i', 'a', 'on', 'off')},
           (${CELL_NAMES})[1 + ${draw('i', 'more', CELLS.length)}], ${pick('i', 'b', 'on', 'off')}),
         (SELECT id FROM change ORDER BY created_at LIMIT 1), '${since}'::timestamptz
  FROM generate_series(1, ${count - 1}) i;
  UPDATE template_revision SET valid_from = '${since}' WHERE template_key = 'base';
  UPDATE rules_revision SET valid_from = '${since}';
  UPDATE change SET created_at = '${since}', applied_at = '${since}'`;

const NOTES = [
  'Ticket',
  'Agreed with the account manager, ticket',
  'Until the review is done, case',
  'Merchant asked, ticket',
];

const REASON = (n: string) =>
  `${pick(n, 'why', 'Asked for by the merchant', 'Pilot with the partner', 'Risk review', 'Support case', 'Contract renewal', 'Migration from the old console')} || ' ' || ${n}`;

/**
 * Temporary tables of the overrides that are to be, by habit: some accounts deviate, each in one of so
 * many ways of one to three cells. And of the changes that made them, or assigned templates in bulk.
 */
export const DECISIONS = (now: string) => `
  CREATE TEMP TABLE world_change AS
  SELECT *, ${uuidAt('at', 'change', "kind || ' ' || n")} AS id, ${draw('n * 31 + length(kind)', 'author', PEOPLE)} AS person
  FROM (
    SELECT 'bulk' AS kind, bulk AS n, '${now}'::timestamptz - interval '690 days'
      + interval '650 days' * (bulk / (1.0 + (SELECT max(bulk) FROM world_account))) AS at
    FROM world_account WHERE placed GROUP BY bulk
    UNION ALL
    SELECT 'own', habitual / ${TOGETHER}, '${now}'::timestamptz - interval '690 days'
      + interval '650 days' * (max(bulk) / (1.0 + (SELECT max(bulk) FROM world_account)))
      + interval '1 minute' * (60 + ${draw('min(i)', 'later', 55_000)})
    FROM world_account WHERE habitual IS NOT NULL GROUP BY habitual / ${TOGETHER}
  ) c;
  CREATE TEMP TABLE world_override AS
  SELECT a.i, a.id AS account_id, h.cell, h.setting, c.at AS decided_at, c.id AS change_id, c.n,
         ${pick('a.i', 'note', ...NOTES)} || ' ' || a.i AS note,
         CASE WHEN ${draw('a.i', 'expires', 100)} < 4 THEN c.at + interval '12 days'
           WHEN ${draw('a.i', 'expires', 100)} < 5 THEN '${now}'::timestamptz + interval '1 minute' * (30 + ${draw('a.i', 'soon', 20_000)})
           WHEN ${draw('a.i', 'expires', 100)} < 10 THEN '${now}'::timestamptz + interval '20 days' + interval '1 hour' * ${draw('a.i', 'far', 8_000)}
         END AS expires_at
  FROM world_account a
  JOIN world_change c ON c.kind = 'own' AND c.n = a.habitual / ${TOGETHER}
  JOIN (
    SELECT DISTINCT ON (habit, cell) habit, cell, setting FROM (
      SELECT habit, (${CELL_NAMES})[1 + ${draw('(habit * 7 + k)', 'which', CELLS.length)}] AS cell,
             ${pick('(habit * 7 + k)', 'how', 'on', 'off')} AS setting
      FROM generate_series(0, ${HABITS - 1}) habit, generate_series(1, 3) k
      WHERE k <= 1 + habit % 3
    ) all_of_them
  ) h ON h.habit = ${draw('a.i', 'habit', HABITS)}`;

const SUBJECT = `jsonb_build_object('kind', 'account', 'id', id)`;

/** Those changes and what they left: overrides, and a revision of each account at each of them. */
export const HISTORY = `
  INSERT INTO change (id, status, actor_kind, actor_id, actor_name, reason, edits, diff, request_id, created_at, applied_at, impact)
  SELECT c.id, 'applied', 'user', p.id::text, initcap(p.name), ${REASON('c.n')}, e.edits, e.diff,
         'world-' || c.kind || c.n, c.at, c.at, jsonb_build_object('accounts', e.accounts, 'flipping', 0, 'cells', '[]'::jsonb)
  FROM world_change c JOIN world_person p ON p.n = c.person
  JOIN (
    SELECT 'bulk' AS kind, bulk AS n, count(*) AS accounts,
      jsonb_agg(jsonb_build_object('op', 'account.assign', 'account', id, 'template', template)) AS edits,
      jsonb_agg(jsonb_build_object('subject', ${SUBJECT}, 'field', 'template', 'before', NULL, 'after', template)) AS diff
    FROM world_account WHERE placed GROUP BY bulk
    UNION ALL
    SELECT 'own', n, count(DISTINCT id),
      jsonb_agg(jsonb_build_object('op', 'account.override', 'account', id, 'set', jsonb_build_object(cell, setting), 'expiresAt', expires_at, 'note', note)),
      jsonb_agg(jsonb_build_object('subject', ${SUBJECT}, 'cell', cell, 'before', 'inherit', 'after', setting))
    FROM (SELECT *, account_id AS id FROM world_override) o GROUP BY n
  ) e ON e.kind = c.kind AND e.n = c.n
  ORDER BY c.at;
  INSERT INTO override (account_id, cell, setting, note, expires_at, decided_at, change_id)
  SELECT account_id, cell, setting::decided_setting, note, expires_at, decided_at, change_id
  FROM world_override ORDER BY decided_at;
  INSERT INTO account_revision (account_id, revision, assigned_template_key, tags, overrides, change_id, valid_from)
  SELECT a.id, 1, a.template, a.tags, '{}', c.id, c.at
  FROM world_account a JOIN world_change c ON c.kind = 'bulk' AND c.n = a.bulk WHERE a.placed ORDER BY c.at;
  INSERT INTO account_revision (account_id, revision, assigned_template_key, tags, overrides, change_id, valid_from)
  SELECT a.id, 1 + a.placed::int, a.template, a.tags, o.overrides, o.change_id, o.decided_at
  FROM world_account a JOIN (
    SELECT i, change_id, decided_at, jsonb_object_agg(cell, jsonb_build_object('setting', setting, 'note', note,
      'expiresAt', expires_at, 'decidedAt', decided_at, 'changeId', change_id)) AS overrides
    FROM world_override GROUP BY 1, 2, 3
  ) o USING (i)`;

/** Changes that are on their way still, or came to nothing. */
export const OPEN_CHANGES = (now: string, count: number) => `
  CREATE TEMP TABLE world_open AS
  SELECT n, ${uuidAt('at', 'open', 'n')} AS id, at,
         ${pick('n', 'status', ...often('draft*2 in_review*2 approved rejected*8 scheduled failed'))} AS status,
         jsonb_build_array(jsonb_build_object('op', 'template.update', 'key', 't' || 1 + n % 400,
           'set', jsonb_build_object(${pick('n', 'open', 'payments', 'payouts', 'balances')}, 'on'))) AS edits,
         person, name
  FROM (SELECT n, '${now}'::timestamptz - interval '3 hours' * n AS at FROM generate_series(1, ${count}) n) c
  JOIN (SELECT n AS who, id AS person, initcap(name) AS name FROM world_person) p ON who = n % ${PEOPLE};
  INSERT INTO change (id, status, actor_kind, actor_id, actor_name, reason, edits, diff, request_id, created_at, apply_at)
  SELECT id, status::change_status, 'user', person::text, name, ${REASON('n')}, edits, '[]', 'world-open' || n, at,
         CASE WHEN status = 'scheduled' THEN '${now}'::timestamptz + interval '1 day' * (1 + n % 30) END
  FROM world_open ORDER BY at;
  INSERT INTO change_version (change_id, version, actor_kind, actor_id, actor_name, reason, edits, at)
  SELECT id, 1, 'user', person::text, name, ${REASON('n')}, edits, at FROM world_open`;
