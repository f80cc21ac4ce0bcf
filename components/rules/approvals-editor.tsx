'use client';

import dynamic from 'next/dynamic';
import type { ApprovalsView } from '@/lib/domain/rule-views';
import { approvalSentence } from '@/lib/domain/words/rules';
import { NamedList } from './named-list';
import { APPROVAL_SUGGESTIONS } from './suggestions';

const ApprovalDialog = dynamic(
  () => import('./approval-dialog').then((module) => module.ApprovalDialog),
  { ssr: false },
);

const TEXTS = {
  title: 'Approval rules',
  one: 'an approval rule',
  empty: {
    title: 'Every change applies at once',
    text: 'No change needs anybody’s approval, whatever it does and however many accounts it touches.',
  },
  review: 'Review the approval rules',
};

/** The approval rules in sentences, with their edits. */
export function ApprovalsEditor({
  approvals: { revision, rules },
  editable,
}: {
  approvals: ApprovalsView;
  editable: boolean;
}) {
  return (
    <NamedList
      revision={revision}
      values={rules}
      editable={editable}
      texts={TEXTS}
      suggestions={APPROVAL_SUGGESTIONS}
      sentence={approvalSentence}
      wire={(all, expectedRevision) => ({ op: 'approvals.replace', expectedRevision, rules: all })}
      window={(item) => <ApprovalDialog {...item} />}
    />
  );
}
