import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import { type Cell, findCell } from '@/lib/domain/cells';
import { saidByTemplate } from '@/lib/domain/layers';
import {
  canBeLimited,
  cellsBehind,
  limitedClasses,
  settingsOfLayers,
} from '@/lib/domain/limited-cells';
import type { Settings } from '@/lib/domain/settings';
import {
  allOf,
  anyOf,
  CLASS,
  type Condition,
  either,
  facet,
  hasOverride,
  not,
} from './account-condition';
import { loadWorldOf } from './changes/load-world';
import { inForceSql } from './override-sql';

/** Templates that have the same classes of accounts limited at a cell. */
interface LimitedTemplates {
  classes: readonly number[];
  templates: string[];
}

/** What is worked out of templates as they are now, until one of them moves on. */
interface FromTemplates {
  /** What each template comes to together with its ancestors. */
  settings: ReadonlyMap<string, Settings>;
  limited: Map<Cell, LimitedTemplates[]>;
}

const worked = new WeakMap<object, FromTemplates>();

async function fromTemplates(db: Db): Promise<FromTemplates> {
  const { templates: states } = await loadWorldOf(db, []);
  const known = worked.get(states);
  if (known) return known;
  const settings = new Map([...states.keys()].map((key) => [key, saidByTemplate(states, key)]));
  const fresh = { settings, limited: new Map() };
  worked.set(states, fresh);
  return fresh;
}

/** Templates by the classes of accounts that they have limited at the cell. */
function limitedByTemplate(cell: Cell, { settings, limited }: FromTemplates): LimitedTemplates[] {
  const known = limited.get(cell);
  if (known) return known;
  const groups = new Map<string, LimitedTemplates>();
  for (const [key, said] of settings) {
    const classes = limitedClasses(cell, said);
    if (classes.length === 0) continue;
    const group = groups.get(classes.join()) ?? { classes, templates: [] };
    group.templates.push(key);
    groups.set(classes.join(), group);
  }
  limited.set(cell, [...groups.values()]);
  return [...groups.values()];
}

/** Accounts that do not differ in their template, their class, or the overrides that matter. */
interface Overridden {
  template: string;
  class: number;
  /** Cells with their settings, as in `payments on,payouts off`. */
  overrides: string;
  ids: string[];
}

/** The accounts, or those among some, whose own overrides have a say in whether the cell is limited. */
function overridden(
  db: Db,
  cells: readonly Cell[],
  at: Date,
  among?: readonly string[],
): Promise<Overridden[]> {
  const these = among ? Prisma.sql`account_id = ANY(${among}::text[])` : Prisma.sql`TRUE`;
  // OFFSET has the database look up just these accounts: it would rather read all.
  return db.$queryRaw<Overridden[]>(Prisma.sql`
    SELECT a.template, a.class, o.overrides, array_agg(o.account_id) AS ids
    FROM (
      SELECT account_id, string_agg(cell || ' ' || setting::text, ',' ORDER BY cell) AS overrides
      FROM override WHERE ${these} AND cell = ANY(${cells}::text[]) AND ${inForceSql(at)}
      GROUP BY account_id
    ) o CROSS JOIN LATERAL (
      SELECT a.template_key AS template, ${CLASS} AS class
      FROM account a WHERE a.id = o.account_id OFFSET 0
    ) a
    GROUP BY 1, 2, 3`);
}

const settingsFrom = (overrides: string): Settings =>
  Object.fromEntries(overrides.split(',').map((pair) => pair.split(' ')));

/**
 * The accounts at which the ceiling changes a cell from what a layer wants, in two parts. Most have
 * no overrides that matter here: their template and class tell. The others are worked out one by one.
 */
export interface Limited {
  /** Limited, without overrides that matter. */
  surely: Condition;
  /** With overrides that matter: limited or not. */
  perhaps: Condition;
  /** Which of these accounts have overrides that matter, and are not limited. */
  notAmong(ids: readonly string[]): Promise<Set<string>>;
  /** Limited, with overrides that matter. It works out all of them. */
  byOverrides(): Promise<Condition>;
}

const NONE: Limited = {
  surely: anyOf([]),
  perhaps: anyOf([]),
  notAmong: async () => new Set(),
  byOverrides: async () => anyOf([]),
};

/** The accounts that are limited at a cell: just those that the overview counts. */
export async function limitedAt(db: Db, name: string, at: Date): Promise<Limited> {
  const cell = findCell(name)?.cell;
  // Most cells never are: to find none would take a look at all overrides of all accounts.
  if (!cell || !canBeLimited(cell)) return NONE;
  const behind = cellsBehind(cell);
  const templates = await fromTemplates(db);
  const isLimited = (account: Overridden) => {
    const layers = [
      settingsFrom(account.overrides),
      templates.settings.get(account.template) ?? {},
    ];
    return limitedClasses(cell, settingsOfLayers(layers)).includes(account.class);
  };
  // A look at all overrides of an account, rather than a look for each of the cells.
  const matters = either(
    hasOverride(Prisma.sql`(cell || '') = ANY(${behind}::text[]) AND ${inForceSql(at)}`).plain,
  );
  const groups = limitedByTemplate(cell, templates).map(({ classes, templates: keys }) =>
    allOf([
      facet(
        keys.map((key) => `template:${key}`),
        Prisma.sql`a.template_key = ANY(${keys}::text[])`,
      ),
      facet(
        classes.map((number) => `class:${number}`),
        Prisma.sql`${CLASS} = ANY(${classes}::int[])`,
      ),
    ]),
  );
  return {
    surely: allOf([anyOf(groups), not(matters)]),
    perhaps: matters,
    notAmong: async (ids) => {
      const some = await overridden(db, behind, at, ids);
      return new Set(some.filter((group) => !isLimited(group)).flatMap(({ ids }) => ids));
    },
    byOverrides: async () => {
      const ids = (await overridden(db, behind, at))
        .filter(isLimited)
        .flatMap((group) => group.ids);
      return either(Prisma.sql`a.id = ANY(${ids}::text[])`);
    },
  };
}
