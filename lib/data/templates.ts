import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import { notFound } from '@/lib/domain/errors';
import type { TemplateState } from '@/lib/domain/state';
import { chainOf } from '@/lib/domain/template-use';
import type {
  TemplateDetail,
  TemplateRef,
  TemplateSummary,
  TemplateWithSettings,
} from '@/lib/domain/views';
import { verb } from './context';
import { currentRules, templateState } from './template-rows';

/** All templates as they are now, archived ones too, by key. */
export async function loadTemplates(
  tx: Db,
): Promise<{ states: Map<string, TemplateState>; since: Map<string, Date> }> {
  const rows = await tx.template.findMany({ include: { current: true } });
  return {
    states: new Map(rows.map((row) => [row.key, templateState(row.current)])),
    since: new Map(rows.map((row) => [row.key, row.current.validFrom])),
  };
}

async function accountsByTemplate(tx: Db): Promise<Map<string, number>> {
  const counts = await tx.account.groupBy({ by: ['templateKey'], _count: { _all: true } });
  return new Map(counts.map((row) => [row.templateKey, row._count._all]));
}

/** All of the templates in one snapshot, with what the list needs beside them. */
async function loadList() {
  return db().$transaction(
    async (tx) => ({
      ...(await loadTemplates(tx)),
      accounts: await accountsByTemplate(tx),
      rules: await currentRules(tx),
    }),
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  );
}

type TemplateList = Awaited<ReturnType<typeof loadList>>;

const ref = (state: TemplateState): TemplateRef => ({ key: state.key, name: state.name });

function summary(list: TemplateList, state: TemplateState): TemplateSummary {
  const parent = state.extends === null ? undefined : list.states.get(state.extends);
  return {
    ...ref(state),
    revision: state.revision,
    extends: parent ? ref(parent) : null,
    archived: state.archived,
    cells: Object.keys(state.settings).length,
    accounts: list.accounts.get(state.key) ?? 0,
    isDefault: list.rules.default === state.key,
    updatedAt: (list.since.get(state.key) ?? new Date(0)).toISOString(),
  };
}

const byName = (a: TemplateRef, b: TemplateRef) => a.name.localeCompare(b.name, 'en');

/**
 * All templates by name, of one moment; archived ones, and what each template says, only where that
 * is asked for.
 */
export const listTemplates = verb(
  'policy:read',
  async (
    _context,
    { archived = false, settings = false }: { archived?: boolean; settings?: boolean },
  ): Promise<(TemplateSummary | TemplateWithSettings)[]> => {
    const list = await loadList();
    return [...list.states.values()]
      .filter((state) => archived || !state.archived)
      .map((state) => ({
        ...summary(list, state),
        ...(settings && { settings: state.settings }),
      }))
      .sort(byName);
  },
);

/** All templates by name, archived ones only where that is asked for: no more than to choose among. */
export const nameTemplates = verb(
  'policy:read',
  async (
    _context,
    { archived = false }: { archived?: boolean },
  ): Promise<(TemplateRef & { archived: boolean })[]> => {
    const rows = await db().$queryRaw<(TemplateRef & { archived: boolean })[]>(Prisma.sql`
      SELECT r.template_key AS key, r.name, r.archived
      FROM template t
      JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
      WHERE ${archived} OR NOT r.archived`);
    return rows.sort(byName);
  },
);

/** One template with its settings, ancestors and children. Throws `not_found`. */
export const getTemplate = verb(
  'policy:read',
  async (_context, { key }: { key: string }): Promise<TemplateDetail> => {
    const list = await loadList();
    const [state, ...ancestors] = chainOf(list.states, key);
    if (!state) throw notFound('template', key);
    return {
      ...summary(list, state),
      settings: state.settings,
      ancestors: ancestors.map((ancestor) => ({
        ...ref(ancestor),
        revision: ancestor.revision,
        settings: ancestor.settings,
      })),
      children: [...list.states.values()]
        .filter((child) => child.extends === key && !child.archived)
        .map(ref)
        .sort(byName),
    };
  },
);
