import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import { AppError, invalid } from '@/lib/domain/errors';
import type { OverrideLayer, PolicyInput, TemplateLayer } from '@/lib/domain/policy';
import { assign } from '@/lib/domain/rule-match';
import type { Rules } from '@/lib/domain/rules';
import type { Traits } from '@/lib/domain/traits';
import { overridesOf } from './account-revisions';
import { requireAccountId, settingsOf } from './account-rows';
import type { TemplateRevision } from './generated/client';
import { previewInput } from './preview';
import { rulesState } from './template-rows';

/** Deep enough for any chain that the door for writes has ever let in. */
const DEEPEST = 50;

/** The latest revision of something that was valid at a moment. */
const asOf = (at: Date) =>
  ({ where: { validFrom: { lte: at } }, orderBy: { revision: 'desc' } }) as const;

async function traitsAsOf(tx: Db, accountId: string, at: Date): Promise<Traits> {
  const { where, orderBy } = asOf(at);
  const row = await tx.accountTraits.findFirst({ where: { ...where, accountId }, orderBy });
  if (row) return row.traits as unknown as Traits;
  throw new AppError(
    'account_not_found',
    `The account "${accountId}" was not in the mirror at ${at.toISOString()}.`,
  );
}

async function rulesAsOf(tx: Db, at: Date): Promise<Rules> {
  const row = await tx.rulesRevision.findFirst(asOf(at));
  if (row) return rulesState(row);
  throw invalid({ pointer: '/at', message: 'No policy was kept yet at that time.' });
}

async function chainAsOf(tx: Db, assigned: string, at: Date): Promise<TemplateLayer[]> {
  const chain: TemplateLayer[] = [];
  const { where, orderBy } = asOf(at);
  for (let key: string | null = assigned; key !== null && chain.length < DEEPEST; ) {
    const row: TemplateRevision | null = await tx.templateRevision.findFirst({
      where: { ...where, templateKey: key },
      orderBy,
    });
    if (!row) break;
    chain.push({ key, revision: row.revision, settings: settingsOf(row.settings) });
    key = row.parentKey;
  }
  return chain;
}

async function read(tx: Db, account: string, at: Date): Promise<PolicyInput> {
  const traits = await traitsAsOf(tx, account, at);
  const rules = await rulesAsOf(tx, at);
  const { where, orderBy } = asOf(at);
  const revision = await tx.accountRevision.findFirst({
    where: { ...where, accountId: account },
    orderBy,
  });
  const assigned = assign(revision?.assignedTemplateKey ?? null, rules, traits);
  const overrides = Object.entries(overridesOf(revision?.overrides ?? {}));
  return {
    account,
    at,
    traits,
    assignedBy: assigned.by,
    templates: (await chainAsOf(tx, assigned.template, at)) as [TemplateLayer, ...TemplateLayer[]],
    overrides: overrides.map(([cell, kept]): OverrideLayer => ({ cell: cell as Cell, ...kept })),
    ...previewInput(),
  };
}

/**
 * Everything that decided an account's policy at a past moment, from the revisions that were valid
 * then: its traits, its overrides, the rules, and the templates. For verbs only: it checks no
 * permission. Throws `invalid_request` for a moment to come or before the installation, and
 * `account_not_found` for one before the account was in the mirror.
 */
export async function readPolicyInputAsOf(
  account: string,
  at: Date,
  now: Date,
): Promise<PolicyInput> {
  requireAccountId(account);
  if (at.getTime() > now.getTime()) {
    throw invalid({ pointer: '/at', message: 'Policy as of a time to come is not known.' });
  }
  return db().$transaction((tx) => read(tx, account, at), {
    isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
  });
}
