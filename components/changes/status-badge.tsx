import {
  CalendarClock,
  Check,
  CheckCheck,
  CircleX,
  Eye,
  type LucideIcon,
  PencilLine,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import type { ChangeStatus } from '@/lib/domain/views';
import { Badge, type Tone } from '../ui/badge';

const STATUSES: Readonly<Record<ChangeStatus, { word: string; tone: Tone; Icon: LucideIcon }>> = {
  draft: { word: 'Draft', tone: 'neutral', Icon: PencilLine },
  in_review: { word: 'In review', tone: 'accent', Icon: Eye },
  approved: { word: 'Approved', tone: 'accent', Icon: CheckCheck },
  scheduled: { word: 'Scheduled', tone: 'accent', Icon: CalendarClock },
  applied: { word: 'Applied', tone: 'on', Icon: Check },
  failed: { word: 'Failed', tone: 'danger', Icon: TriangleAlert },
  rejected: { word: 'Rejected', tone: 'neutral', Icon: CircleX },
  reverted: { word: 'Reverted', tone: 'neutral', Icon: Undo2 },
};

/** What `rejected` is called where its author took the change back. */
export const WITHDRAWN = 'Withdrawn';

/** A status in a word. */
export const statusWord = (status: ChangeStatus) => STATUSES[status].word;

/** Where a change is in its life: a word with its sign. */
export function StatusBadge({ status, word }: { status: ChangeStatus; word?: string }) {
  const { tone, Icon, word: usual } = STATUSES[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {word ?? usual}
    </Badge>
  );
}
