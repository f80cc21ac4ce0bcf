import { Notice } from '../ui/notice';
import type { Problem } from './send';

/** What went wrong with what was asked for; nothing where nothing did. */
export function ProblemNotice({ problem }: { problem: Pick<Problem, 'title' | 'detail'> | null }) {
  if (!problem) return null;
  return (
    <Notice tone="error" title={problem.title}>
      <p>{problem.detail}</p>
    </Notice>
  );
}
