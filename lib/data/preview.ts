import 'server-only';
import type { Preview } from '@/lib/domain/catalog';
import { env, previewOf } from '@/lib/env';

/** What the installation offers of Stripe's preview components; null where it offers none. */
export const offeredPreview = (): Preview | null => previewOf(env());

/** The same as a part of what decides a policy. */
export function previewInput(): { preview?: Preview } {
  const preview = offeredPreview();
  return preview ? { preview } : {};
}
