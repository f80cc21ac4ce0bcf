import 'server-only';
import type { Db } from '@/lib/db';
import { type FlippedCell, flippedCells } from '@/lib/domain/account-news';
import { SYSTEM } from '@/lib/domain/permissions';
import type { OverrideLayer, PolicyInput, TemplateLayer } from '@/lib/domain/policy';
import { traitsOf } from '../account-rows';
import { type AuditLine, writeAudits } from '../audit';
import type { Context } from '../context';
import type { Account } from '../generated/client';
import { overrideLayer } from '../policy-input';
import { previewInput } from '../preview';
import { currentChains } from '../template-rows';
import type { SavedAccount, Saving } from './save-accounts';

type Differing = SavedAccount & { before: Account };

const moment = (at: Date | null) => at?.toISOString() ?? null;

/** What the cells of these accounts turn on, read with as many queries as for one of them. */
async function flipsOf(
  tx: Db,
  accounts: readonly Differing[],
  at: Date,
): Promise<(account: Differing) => FlippedCell[]> {
  const ids = accounts.map(({ facts }) => facts.id);
  const rows = await tx.override.findMany({ where: { accountId: { in: ids } } });
  const overrides = new Map<string, OverrideLayer[]>();
  for (const row of rows) {
    overrides.set(row.accountId, [...(overrides.get(row.accountId) ?? []), overrideLayer(row)]);
  }
  const keys = accounts.flatMap(({ before, assigned }) => [before.templateKey, assigned.template]);
  const chains = await currentChains(tx, [...new Set(keys)]);
  return ({ facts, traits, before, assigned }) => {
    const input = (
      sideTraits: PolicyInput['traits'],
      assignedBy: PolicyInput['assignedBy'],
      template: string,
    ): PolicyInput => ({
      account: facts.id,
      at,
      traits: sideTraits,
      assignedBy,
      templates: (chains.get(template) ?? []) as [TemplateLayer, ...TemplateLayer[]],
      overrides: overrides.get(facts.id) ?? [],
      ...previewInput(),
    });
    return flippedCells(
      input(traitsOf(before), before.assignedBy, before.templateKey),
      input(traits, assigned.by, assigned.template),
    );
  };
}

function lineOf(account: Differing, flipped: readonly FlippedCell[]): AuditLine | null {
  const { facts, news, before, assigned } = account;
  if (!news) return null;
  const moves = before.templateKey !== assigned.template;
  return {
    action: 'account.sync',
    subject: { kind: 'account', id: facts.id },
    before: { ...news.before, ...(moves && { template: before.templateKey }) },
    after: {
      ...news.after,
      ...(moves && { template: assigned.template }),
      ...(flipped.length > 0 && { cells: flipped }),
    },
  };
}

/** The audit's line of an account that is connected again. */
function connectLine({ facts, before, disconnectedAt }: Differing): AuditLine | null {
  if (before.disconnectedAt === null || disconnectedAt !== null) return null;
  return {
    action: 'account.connect',
    subject: { kind: 'account', id: facts.id },
    before: { disconnectedAt: moment(before.disconnectedAt) },
    after: { disconnectedAt: null },
  };
}

/**
 * Writes into the audit what Stripe says differently of accounts that were known: their traits, the
 * template and the cells that turned with them, and that they are connected again. Where nothing
 * differs, nothing is written.
 */
export async function tellNews(
  tx: Db,
  accounts: readonly SavedAccount[],
  { requestId, now }: Saving,
): Promise<void> {
  const known = accounts.filter((account): account is Differing => account.before !== null);
  const differing = known.filter(({ news }) => news !== null);
  const flips = differing.length > 0 ? await flipsOf(tx, differing, now) : () => [];
  const context: Context = { actor: SYSTEM, requestId, now };
  const lines = known.flatMap((account) => [
    ...[lineOf(account, account.news ? flips(account) : [])],
    ...[connectLine(account)],
  ]);
  await writeAudits(
    tx,
    context,
    lines.filter((line) => line !== null),
  );
}
