import type { Route } from 'next';
import {
  CHANGE_STATUSES,
  type ChangeStatus,
  DONE_STATUSES,
  OPEN_STATUSES,
} from '@/lib/domain/views';

/** The page of a change. */
export const changePath = (id: string) => `/changes/${encodeURIComponent(id)}` as Route;

/** The parts of the list, as `show` in its address; waiting is where it opens. */
export const PARTS = ['waiting', 'done', 'all'] as const;
export type Part = (typeof PARTS)[number];

/** The statuses that each part holds. */
export const STATUSES_OF: Readonly<Record<Part, readonly ChangeStatus[]>> = {
  waiting: OPEN_STATUSES,
  done: DONE_STATUSES,
  all: CHANGE_STATUSES,
};

/** The list's query as its address has it. */
export type ChangeQuery = Readonly<Record<string, string | undefined>>;

/** Which part an address shows; what is none of ours is the first. */
export const partOf = ({ show }: ChangeQuery): Part =>
  PARTS.find((part) => part === show) ?? 'waiting';

/** The query of `GET /api/changes` for an address of the list. */
export function changeQuery(query: ChangeQuery) {
  const part = partOf(query);
  return {
    status: query.status,
    q: query.q,
    open: query.status || part === 'all' ? undefined : String(part === 'waiting'),
  };
}
