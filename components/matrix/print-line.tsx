import type { CellViews } from '@/lib/domain/cell-view';
import { Time } from '../ui/time';

/** What a printed matrix says of itself: when it was printed, and whether it shows a draft. */
export function PrintLine({ views }: { views: CellViews }) {
  const drafted = [...views.values()].filter(({ was }) => was !== null).length;
  return (
    <p>
      Printed <Time at={new Date().toISOString()} />
      {drafted > 0 && `, with ${drafted} ${drafted === 1 ? 'cell' : 'cells'} not saved`}
    </p>
  );
}
