import type { Wish } from '@/lib/domain/bulk/wishes';

/** A wish as an item keeps it; what wrote it had checked it. */
export function wishFrom(json: unknown): Wish {
  const { terms, ...wish } = json as Wish & {
    terms: { note: string | null; expiresAt: string | null } | null;
  };
  if (!terms) return { ...wish, terms: null };
  const { note, expiresAt } = terms;
  return { ...wish, terms: { note, expiresAt: expiresAt === null ? null : new Date(expiresAt) } };
}
