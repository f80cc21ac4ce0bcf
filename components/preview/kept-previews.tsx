import type { Preview } from '@/lib/domain/catalog';
import { adviseOfUnoffered } from '@/lib/domain/preview-advice';
import type { Settings } from '@/lib/domain/settings';
import { Notice } from '../ui/notice';

/** What a template says of preview cells that the installation does not offer, or no longer. */
export function KeptPreviews({
  settings,
  preview,
}: {
  settings: Settings;
  preview: Preview | null;
}) {
  const kept = adviseOfUnoffered(Object.keys(settings), preview);
  if (kept.length === 0) return null;
  return (
    <Notice title="Settings without effect">
      <ul>
        {kept.map(({ cell, message }) => (
          <li key={cell}>{message}</li>
        ))}
      </ul>
    </Notice>
  );
}
