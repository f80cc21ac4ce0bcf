import 'server-only';
import type { Db } from '@/lib/db';
import { applyEdits, type Effect } from '@/lib/domain/apply-edits';
import type { Preview } from '@/lib/domain/catalog';
import type { Edit } from '@/lib/domain/edits';
import type { World } from '@/lib/domain/state';
import type { Traits } from '@/lib/domain/traits';
import { worldAfter } from '@/lib/domain/world-after';
import { offeredPreview } from '../preview';
import { type Loaded, loadWorld } from './load-world';
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

/**
 * What edits do to policy itself; `loaded` is what they stand on, where that was read under the same
 * lock. Throws as `applyEdits` does where an edit does not hold.
 */
export async function affectingOf(
  tx: Db,
  { edits }: Pick<Content, 'edits'>,
  { at, changeId }: Stamp,
  loaded?: Loaded,
): Promise<Affecting> {
  const { world: before, examples } = loaded ?? (await loadWorld(tx, edits));
  const effects = applyEdits(before, edits, { now: at, changeId });
  return {
    before,
    after: worldAfter(before, effects),
    effects,
    traits: new Map([...examples].map(([id, { traits }]) => [id, traits])),
    at,
    preview: offeredPreview(),
  };
}
