import { appOf, componentEntry, type Preview } from './catalog';
import { type CellRef, isOffered, previewCellsAmong } from './cells';
import type { Advice } from './policy';

/** Why a preview cell is not there for anybody, and what would have to be set. */
export function notOffered({ component, feature }: CellRef, offersAny: boolean): string {
  const { title } = componentEntry(component);
  const app = feature && appOf(feature);
  if (app && offersAny) {
    return `The app ${app} is not offered here: add it to STRIPE_PREVIEW_APPS.`;
  }
  return `${title} is a preview component of Stripe’s, which this installation has not opted in to: set STRIPE_PREVIEW_COMPONENTS=true.`;
}

/** Settings that are kept of preview cells which the installation does not offer, or no longer. */
export function adviseOfUnoffered(
  said: readonly string[],
  preview: Preview | null | undefined,
): Advice[] {
  return previewCellsAmong(said)
    .filter((ref) => !isOffered(ref, preview))
    .map((ref) => ({
      cell: ref.cell,
      code: 'preview_not_offered',
      message: `A setting of ${ref.cell} is kept and has no effect. ${notOffered(ref, Boolean(preview))}`,
    }));
}
