import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import { type Edit, type Subject, subjectOf } from '@/lib/domain/edits';
import type { AccountState, OverrideState, TemplateState, World } from '@/lib/domain/state';
import type { Traits } from '@/lib/domain/traits';
import { traitsOf } from '../account-rows';
import type { GovernanceKind } from '../generated/client';
import { approvalsOf, type GovernanceRow, guardrailsOf } from '../governance-rows';
import { type RulesRow, rulesState } from '../template-rows';
import { rowsOf } from './rows-of';

/** An account as guardrails and edits look at it. */
export interface Example {
  id: string;
  name: string;
  traits: Traits;
}

/** Accounts by id: the state of each one's policy, and what the mirror says of it. */
export interface LoadedAccounts {
  states: Map<string, AccountState>;
  examples: Map<string, Example>;
}

type OverrideRow = Omit<OverrideState, 'expiresAt' | 'decidedAt'> & {
  cell: Cell;
  expiresAt: string | null;
  decidedAt: string;
};
type Row = Parameters<typeof traitsOf>[0] & {
  id: string;
  name: string;
  revision: number;
  template: string | null;
  overrides: OverrideRow[] | null;
};

const NONE: AccountState['overrides'] = {};

function overridesOf({ overrides }: Row): AccountState['overrides'] {
  if (!overrides) return NONE;
  return Object.fromEntries(
    overrides
      .sort((a, b) => (a.cell < b.cell ? -1 : 1))
      .map(({ cell, setting, note, expiresAt, decidedAt, changeId }): [Cell, OverrideState] => {
        const ends = expiresAt === null ? null : new Date(expiresAt);
        return [cell, { setting, note, expiresAt: ends, decidedAt: new Date(decidedAt), changeId }];
      }),
  );
}

/** These accounts, as they are now; one that is not known is absent. */
export async function loadAccounts(tx: Db, ids: readonly string[]): Promise<LoadedAccounts> {
  if (ids.length === 0) return { states: new Map(), examples: new Map() };
  const asked = [...new Set(ids)];
  const rows = await rowsOf<Row>(
    tx,
    Prisma.sql`
      SELECT a.id, a.name, a.policy_revision AS revision, a.assigned_template_key AS template,
             a.tags, a.email, a.country, a.dashboard_type AS "dashboardType",
             a.losses_payments AS "lossesPayments",
             a.requirement_collection AS "requirementCollection", a.fees_payer AS "feesPayer",
             a.capabilities, a.details_submitted AS "detailsSubmitted",
             a.payout_interval AS "payoutInterval", o.overrides
      FROM account a LEFT JOIN (
        SELECT account_id,
               json_agg(json_build_object('cell', cell, 'setting', setting, 'note', note,
                 'expiresAt', expires_at, 'decidedAt', decided_at, 'changeId', change_id)) AS overrides
        FROM override WHERE account_id = ANY(${asked}::text[]) GROUP BY account_id
      ) o ON o.account_id = a.id
      WHERE a.id = ANY(${asked}::text[])`,
  );
  return {
    states: new Map(
      rows.map((row) => {
        const { id: account, revision, template, tags } = row;
        return [account, { account, revision, template, tags, overrides: overridesOf(row) }];
      }),
    ),
    examples: new Map(
      rows.map((row) => [row.id, { id: row.id, name: row.name, traits: traitsOf(row) }]),
    ),
  };
}

let latest: { text: string; states: Map<string, TemplateState> } = { text: '', states: new Map() };

/**
 * All templates; what wrote their settings had checked them. The very same map as before where
 * nothing differs, so that what is worked out of templates is worked out once. Nobody alters it:
 * edits work on copies.
 */
function templateStates(text: string): Map<string, TemplateState> {
  if (text !== latest.text) {
    const rows = JSON.parse(text) as TemplateState[];
    latest = { text, states: new Map(rows.map((row) => [row.key, row])) };
  }
  return latest.states;
}

/** What is in force beside the accounts, as text and JSON. */
interface PolicyRow {
  templates: string;
  rules: RulesRow;
  approvals: GovernanceRow;
  guardrails: GovernanceRow;
  assigned: Record<string, number>;
}

const governanceSql = (kind: GovernanceKind) => Prisma.sql`
  SELECT row_to_json(g) FROM (
    SELECT revision, content FROM governance_revision WHERE kind = ${kind}::governance_kind
    ORDER BY revision DESC LIMIT 1
  ) g`;

/** Templates, rules and what governs changes, in one question: whoever saves waits for it. */
async function policyNow(tx: Db, counted: readonly string[]): Promise<Omit<World, 'accounts'>> {
  const [row] = await tx.$queryRaw<[PolicyRow]>(Prisma.sql`
    SELECT (
      SELECT coalesce(json_agg(s)::text, '[]') FROM (
        SELECT t.key, t.revision, r.name, r.parent_key AS extends, r.settings, r.archived
        FROM template t
        JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
        ORDER BY t.key
      ) s
    ) AS templates, (
      SELECT row_to_json(r) FROM (
        SELECT revision, rules, default_key AS "defaultKey" FROM rules_revision
        ORDER BY revision DESC LIMIT 1
      ) r
    ) AS rules,
    (${governanceSql('approvals')}) AS approvals,
    (${governanceSql('guardrails')}) AS guardrails, (
      SELECT coalesce(json_object_agg(key, accounts), '{}') FROM (
        SELECT assigned_template_key AS key, count(*) AS accounts FROM account
        WHERE assigned_template_key = ANY(${[...counted]}::text[])
        GROUP BY assigned_template_key
      ) c
    ) AS assigned`);
  return {
    templates: templateStates(row.templates),
    rules: rulesState(row.rules),
    approvals: approvalsOf(row.approvals),
    guardrails: guardrailsOf(row.guardrails),
    assigned: new Map(Object.entries(row.assigned)),
  };
}

/** Policy as edits find it, and what the mirror says of the accounts among it. */
export interface Loaded {
  world: World;
  examples: ReadonlyMap<string, Example>;
}

/**
 * The part of policy that these subjects are or stand on: all templates, the rules, what governs
 * changes, and the accounts among the subjects. `counted` names the templates whose explicit
 * assignments are counted. Call it under the door's lock, or the answer may be old at once.
 */
export async function loadSubjects(
  tx: Db,
  subjects: readonly Subject[],
  counted: readonly string[] = subjects
    .filter(({ kind }) => kind === 'template')
    .map(({ id }) => id),
): Promise<Loaded> {
  const ids = subjects.filter(({ kind }) => kind === 'account').map(({ id }) => id);
  const { states: accounts, examples } = await loadAccounts(tx, ids);
  return { world: { ...(await policyNow(tx, counted)), accounts }, examples };
}

/** The same without what the mirror says of the accounts. */
export const loadWorldOf = async (tx: Db, subjects: readonly Subject[]): Promise<World> =>
  (await loadSubjects(tx, subjects)).world;

/** The part of policy that these edits touch or refer to. */
export function loadWorld(tx: Db, edits: readonly Edit[]): Promise<Loaded> {
  const archived = edits.flatMap((edit) => (edit.op === 'template.archive' ? [edit.key] : []));
  return loadSubjects(tx, edits.map(subjectOf), archived);
}
