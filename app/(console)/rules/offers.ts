import 'server-only';
import type { Offers } from '@/components/rules/condition-fields';
import { accountFacets } from '@/lib/data/accounts';
import type { Context } from '@/lib/data/context';
import { nameTemplates } from '@/lib/data/templates';

/** What the fields of rules can offer. */
export async function loadOffers(context: Context): Promise<Offers> {
  const [{ capabilities, tags }, templates] = await Promise.all([
    accountFacets(context, undefined),
    nameTemplates(context, {}),
  ]);
  return { capabilities, tags, templates: templates.map(({ key, name }) => ({ key, name })) };
}

/** Counts that may take a while: the page does not wait for them, nor fail with them. */
export const orNull = <T>(counts: Promise<T>): Promise<T | null> => counts.catch(() => null);
