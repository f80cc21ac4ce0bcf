import pg from 'pg';
import { overridesOf } from '../../lib/data/account-revisions';
import type { Cell } from '../../lib/domain/cells';
import type { OverrideLayer } from '../../lib/domain/policy';
import type { Rules } from '../../lib/domain/rules';
import type { Settings } from '../../lib/domain/settings';
import type { Traits } from '../../lib/domain/traits';
import { canonical } from './book';
import type { KeptChange, KeptJob } from './changes-books';
import type { MintEntry } from './mints-book';
import type { Revisions } from './policies';
import type { Written } from './secrets-book';

/** Settings without which the database cannot say when a row was committed. */
export const KEEPS_TIMES = { track_commit_timestamp: 'on' };

const COMMITTED = (table: string) =>
  `extract(epoch FROM pg_xact_commit_timestamp(${table}.xmin))::float8 * 1000 AS committed`;

const MINTS = `
  SELECT e.id::text, e.request_id, e.subject_id, ${COMMITTED('e')}, e.after ->> 'sent' AS digest,
    e.after -> 'components' AS components, e.after -> 'asked' AS asked, o.result::text,
    o.detail ->> 'stripeRequestId' AS stripe
  FROM audit_entry e LEFT JOIN audit_outcome o ON o.entry_id = e.id
  WHERE e.action = 'session.mint' ORDER BY e.id`;

const SUBJECTS = `('template', 'account', 'rules')`;

/** The first migration writes what everything begins with; that went through no door. */
const INITIAL = '00000000-0000-7000-8000-000000000001';

const CHANGES = `
  WITH revision AS (
    SELECT change_id, 'template ' || template_key AS subject, ${COMMITTED('r')}
      FROM template_revision r
    UNION ALL SELECT change_id, 'account ' || account_id, ${COMMITTED('r')} FROM account_revision r
    UNION ALL SELECT change_id, 'rules rules', ${COMMITTED('r')} FROM rules_revision r
  ), revised AS (
    SELECT change_id, array_agg(subject) AS subjects, min(committed) AS committed
    FROM revision GROUP BY 1
  ), audited AS (
    SELECT change_id,
      array_agg(subject_kind || ' ' || subject_id) FILTER (WHERE subject_kind IN ${SUBJECTS}) AS subjects,
      count(*) FILTER (WHERE action = 'change.apply_due')::int AS fired
    FROM audit_entry WHERE change_id IS NOT NULL GROUP BY 1
  )
  SELECT c.id::text, c.reason, c.status::text,
    extract(epoch FROM c.apply_at)::float8 * 1000 AS "applyAt",
    ARRAY(SELECT DISTINCT (d #>> '{subject,kind}') || ' ' || (d #>> '{subject,id}')
      FROM jsonb_array_elements(c.diff::jsonb) d WHERE d #>> '{subject,kind}' IN ${SUBJECTS}) AS diff,
    coalesce(v.subjects, '{}') AS revisions, coalesce(a.subjects, '{}') AS audited,
    coalesce(a.fired, 0) AS fired, v.committed
  FROM change c LEFT JOIN revised v ON v.change_id = c.id LEFT JOIN audited a ON a.change_id = c.id
  WHERE c.id <> '${INITIAL}'`;

/** What points at something else than its newest revision, or differs from what that says. */
const OUT_OF_STEP = `
  SELECT 'template ' || t.key AS id FROM template t
  WHERE t.revision <> (SELECT max(revision) FROM template_revision r WHERE r.template_key = t.key)
  UNION ALL
  SELECT 'account ' || a.id FROM account a JOIN account_revision r ON r.account_id = a.id
  WHERE r.revision = (SELECT max(revision) FROM account_revision l WHERE l.account_id = a.id)
    AND (r.revision <> a.policy_revision OR r.tags <> a.tags
      OR r.assigned_template_key IS DISTINCT FROM a.assigned_template_key
      OR (SELECT count(*) FROM override o WHERE o.account_id = a.id)
         <> (SELECT count(*) FROM jsonb_object_keys(r.overrides))
      OR (a.lasting_overrides, a.last_expiry_at, a.overrides_key) IS DISTINCT FROM (
        SELECT coalesce(bool_or(expires_at IS NULL), false), max(expires_at),
          overrides_key(jsonb_object_agg(cell,
            jsonb_build_object('setting', setting, 'expiresAt', expires_at)))
        FROM override o WHERE o.account_id = a.id))`;

const JOBS = `
  SELECT j.id::text, j.status::text, j.matched, j.unchanged, j.refused,
    (SELECT count(*)::int FROM bulk_chunk k JOIN account_revision r ON r.change_id = k.change_id
      WHERE k.job_id = j.id) AS applied,
    ARRAY(SELECT r.account_id FROM bulk_chunk k JOIN account_revision r ON r.change_id = k.change_id
      WHERE k.job_id = j.id GROUP BY r.account_id HAVING count(*) > 1) AS twice
  FROM bulk_job j`;

type Row = Record<string, unknown>;

const layersOf = (json: unknown): OverrideLayer[] =>
  Object.entries(overridesOf(json)).map(([cell, kept]) => ({ cell: cell as Cell, ...kept }));

async function revisionsIn(rows: (sql: string) => Promise<Row[]>): Promise<Revisions> {
  const templates = await rows(
    `SELECT template_key AS key, revision, parent_key AS parent, settings, ${COMMITTED('r')} FROM template_revision r`,
  );
  const rules = await rows(
    `SELECT rules, default_key, ${COMMITTED('r')} FROM rules_revision r ORDER BY revision`,
  );
  const accounts = await rows(
    `SELECT account_id, assigned_template_key, overrides, ${COMMITTED('r')} FROM account_revision r ORDER BY revision`,
  );
  const traits = await rows(
    `SELECT account_id, traits, ${COMMITTED('r')} FROM account_traits r ORDER BY revision`,
  );
  return {
    templates: templates.map((row) => ({
      ...(row as { key: string; revision: number; parent: string | null; committed: number }),
      settings: row.settings as Settings,
    })),
    rules: rules.map((row) => ({
      committed: row.committed as number,
      rules: { rules: row.rules as Rules['rules'], default: row.default_key as string },
    })),
    accounts: accounts.map((row) => ({
      committed: row.committed as number,
      account: row.account_id as string,
      template: row.assigned_template_key as string | null,
      overrides: layersOf(row.overrides),
    })),
    traits: traits.map((row) => ({
      committed: row.committed as number,
      account: row.account_id as string,
      traits: row.traits as Traits,
    })),
  };
}

const mintOf = (row: Row, sent: ReadonlyMap<string, string>): MintEntry => ({
  id: row.id as string,
  requestId: row.request_id as string,
  account: row.subject_id as string,
  committed: row.committed as number,
  sent: sent.get(row.digest as string) ?? null,
  components: (row.components ?? null) as string[] | null,
  asked: row.asked ?? null,
  result: row.result as string | null,
  stripeRequestId: row.stripe as string | null,
});

/** All that the books are compared with, as the database has it. */
export interface Kept {
  mints: MintEntry[];
  revisions: Revisions;
  changes: KeptChange[];
  outOfStep: string[];
  jobs: KeptJob[];
  /** Approvals that count, `change user`. */
  approved: Set<string>;
  /** Events that were dealt with. */
  handled: Set<string>;
  /** What accounts can do, by id. */
  capabilities: Map<string, string>;
}

/** Reads all of it, in a moment at which nothing is under way. */
export async function readKept(url: string): Promise<Kept> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows = async (sql: string) => (await client.query<Row>(sql)).rows;
  const texts = async (sql: string) => (await rows(sql)).map(({ id }) => id as string);
  try {
    // Mints that sent the same share its text.
    const sent = new Map(
      (await rows('SELECT digest, components FROM sent_components')).map((row) => [
        row.digest as string,
        canonical(row.components),
      ]),
    );
    return {
      mints: (await rows(MINTS)).map((row) => mintOf(row, sent)),
      revisions: await revisionsIn(rows),
      changes: (await rows(CHANGES)) as unknown as KeptChange[],
      outOfStep: await texts(OUT_OF_STEP),
      jobs: (await rows(JOBS)) as unknown as KeptJob[],
      approved: new Set(
        await texts(
          `SELECT a.change_id || ' ' || u.email AS id FROM change_approval a
           JOIN app_user u ON u.id = a.user_id`,
        ),
      ),
      handled: new Set(await texts('SELECT id FROM stripe_event WHERE handled_at IS NOT NULL')),
      capabilities: new Map(
        (await rows('SELECT id, capabilities FROM account')).map((row) => [
          row.id as string,
          canonical(row.capabilities),
        ]),
      ),
    };
  } finally {
    await client.end();
  }
}

/** Every row of every table, as text, table by table. */
export async function tablesOf(url: string): Promise<Written[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const written: Written[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      written.push({ place: `The table ${name}`, parts: rows.map(({ row }) => row) });
    }
    return written;
  } finally {
    await client.end();
  }
}
