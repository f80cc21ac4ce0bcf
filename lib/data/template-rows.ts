import { z } from 'zod';
import { type Db, Prisma, rowsOf } from '@/lib/db';
import type { TemplateLayer } from '@/lib/domain/policy';
import { type Rules, rule } from '@/lib/domain/rules';
import type { TemplateState } from '@/lib/domain/state';
import { settingsOf } from './account-rows';
import type { RulesRevision, TemplateRevision } from './generated/client';

const rules = z.array(rule);

/** A revision's row as the state that it holds. */
export function templateState(row: TemplateRevision): TemplateState {
  return {
    key: row.templateKey,
    revision: row.revision,
    name: row.name,
    extends: row.parentKey,
    settings: settingsOf(row.settings),
    archived: row.archived,
  };
}

/** A revision of the rules, as far as they are read from it. */
export type RulesRow = Pick<RulesRevision, 'revision' | 'rules' | 'defaultKey'>;

/** A revision's row as the rules that it holds. */
export function rulesState(row: RulesRow): Rules {
  return {
    revision: row.revision,
    rules: rules.parse(row.rules),
    default: row.defaultKey,
  };
}

/** The rules in force. There always are some: the first migration brings revision 1. */
export async function currentRules(db: Db): Promise<Rules> {
  const row = await db.rulesRevision.findFirstOrThrow({ orderBy: { revision: 'desc' } });
  return rulesState(row);
}

/**
 * The rows `key, revision, settings, depth` of a template and its ancestors, nearest first, as they
 * are now or were at a past moment: a query named `chain`, to stand behind `WITH RECURSIVE`.
 */
export function chainQuery(key: string, at?: Date): Prisma.Sql {
  const shown = at
    ? Prisma.sql`(SELECT max(o.revision) FROM template_revision o
        WHERE o.template_key = t.key AND o.valid_from <= ${at})`
    : Prisma.sql`t.revision`;
  return Prisma.sql`chain AS (
    SELECT t.key, r.revision, r.settings, r.parent_key, 1 AS depth
    FROM template t
    JOIN template_revision r ON r.template_key = t.key AND r.revision = ${shown}
    WHERE t.key = ${key}
    UNION ALL
    SELECT t.key, r.revision, r.settings, r.parent_key, chain.depth + 1
    FROM chain
    JOIN template t ON t.key = chain.parent_key
    JOIN template_revision r ON r.template_key = t.key AND r.revision = ${shown}
    WHERE chain.depth < 50
  )`;
}

const CHAIN = (key: string) => Prisma.sql`
  WITH RECURSIVE ${chainQuery(key)} SELECT key, revision, settings FROM chain ORDER BY depth`;

interface ChainRow {
  key: string;
  revision: number;
  settings: unknown;
}

const layerOf = (row: ChainRow): TemplateLayer => ({ ...row, settings: settingsOf(row.settings) });

/**
 * A template and its ancestors, nearest first, as they are now. The chain is never empty for a
 * template that exists, and has no cycle, because the door for writes lets none in.
 */
export async function currentChain(db: Db, key: string): Promise<TemplateLayer[]> {
  return (await db.$queryRaw<ChainRow[]>(CHAIN(key))).map(layerOf);
}

/** The same past Prisma, for what mints wait for. */
export async function quickChain(key: string): Promise<TemplateLayer[]> {
  const { text, values } = CHAIN(key);
  return (await rowsOf<ChainRow>({ name: 'template_chain', text, values })).map(layerOf);
}

/** The chains of several templates at once, by key. */
export async function currentChains(
  db: Db,
  keys: readonly string[],
): Promise<ReadonlyMap<string, TemplateLayer[]>> {
  const rows = await db.$queryRaw<
    { root: string; key: string; revision: number; settings: unknown }[]
  >(Prisma.sql`
    WITH RECURSIVE chain AS (
      SELECT t.key AS root, t.key, r.revision, r.settings, r.parent_key, 1 AS depth
      FROM template t
      JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
      WHERE t.key = ANY(${keys}::text[])
      UNION ALL
      SELECT chain.root, t.key, r.revision, r.settings, r.parent_key, chain.depth + 1
      FROM chain
      JOIN template t ON t.key = chain.parent_key
      JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
      WHERE chain.depth < 50
    )
    SELECT root, key, revision, settings FROM chain ORDER BY root, depth`);
  const chains = new Map<string, TemplateLayer[]>();
  for (const { root, settings, ...row } of rows) {
    const chain = chains.get(root) ?? [];
    chain.push({ ...row, settings: settingsOf(settings) });
    chains.set(root, chain);
  }
  return chains;
}
