import 'server-only';
import type { Db } from '@/lib/db';
import { applyEdits, type Effect, effectsOn } from '@/lib/domain/apply-edits';
import type { Preview } from '@/lib/domain/catalog';
import type { Edit } from '@/lib/domain/edits';
import type { World } from '@/lib/domain/state';
import type { Traits } from '@/lib/domain/traits';
import { worldAfter } from '@/lib/domain/world-after';
import { traitsOf } from '../account-rows';
import { offeredPreview } from '../preview';
import { loadWorld } from './load-world';
import type { Stamp } from './stamp';

/** What a change asks for. */
export interface Content {
  reason: string;
  edits: readonly Edit[];
}

/** What the accounts of a change are worked out from. */
export interface Affecting {
  before: World;
  after: World;
  effects: Effect[];
  /** The traits of the accounts that are edited themselves, as the mirror has them. */
  traits: ReadonlyMap<string, Traits>;
  at: Date;
  /** What the installation offers of Stripe's preview components. */
  preview: Preview | null;
}

/** An account as guardrails and edits look at it. */
export interface Example {
  id: string;
  name: string;
  traits: Traits;
}

/** These accounts by id, as the mirror has them. */
export async function accountsById(tx: Db, ids: readonly string[]): Promise<Map<string, Example>> {
  const rows = await tx.account.findMany({ where: { id: { in: [...new Set(ids)] } } });
  return new Map(
    rows.map((row) => [row.id, { id: row.id, name: row.name, traits: traitsOf(row) }]),
  );
}

/** What edits do to policy itself. Throws as `applyEdits` does where an edit does not hold. */
export async function affectingOf(
  tx: Db,
  { edits }: Pick<Content, 'edits'>,
  { at, changeId }: Stamp,
): Promise<Affecting> {
  const before = await loadWorld(tx, edits);
  const effects = applyEdits(before, edits, { now: at, changeId });
  const rows = await accountsById(
    tx,
    effectsOn(effects, 'account').map(({ subject }) => subject.id),
  );
  const traits = new Map([...rows].map(([id, row]) => [id, row.traits]));
  return {
    before,
    after: worldAfter(before, effects),
    effects,
    traits,
    at,
    preview: offeredPreview(),
  };
}
