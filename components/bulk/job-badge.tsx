import {
  Check,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
  Pause,
  TriangleAlert,
} from 'lucide-react';
import type { BulkJobSummary } from '@/lib/domain/bulk/views';
import { Badge, type Tone } from '../ui/badge';

const BADGES: Readonly<Record<string, { word: string; tone: Tone; Icon: LucideIcon }>> = {
  running: { word: 'Running', tone: 'accent', Icon: LoaderCircle },
  paused: { word: 'Paused', tone: 'limit', Icon: Pause },
  cancelled: { word: 'Cancelled', tone: 'neutral', Icon: CircleX },
  failed: { word: 'Stopped by an error', tone: 'danger', Icon: TriangleAlert },
  done: { word: 'Done', tone: 'on', Icon: Check },
  waiting: { word: 'Waiting for approval', tone: 'accent', Icon: Clock },
};

/** Where a job is, in a word with its sign; one whose changes wait is not done yet. */
export function JobBadge({
  job: { status, counts },
}: {
  job: Pick<BulkJobSummary, 'status' | 'counts'>;
}) {
  const shown = status === 'done' && counts.waiting > 0 ? 'waiting' : status;
  const { word, tone, Icon } = BADGES[shown] as (typeof BADGES)[string];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {word}
    </Badge>
  );
}
