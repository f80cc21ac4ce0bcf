import type { Metadata } from 'next';
import { ApprovalsEditor } from '@/components/rules/approvals-editor';
import { RulesFrame } from '@/components/rules/rules-frame';
import { getApprovals } from '@/lib/data/governance';
import { can } from '@/lib/domain/permissions';
import { load, openPage } from '../../load';

export const metadata: Metadata = { title: 'Approval rules' };

export default async function ApprovalsPage() {
  const context = await openPage('/rules/approvals');
  const approvals = await load(context.requestId, () => getApprovals(context, undefined));
  const editable = can(context.actor, 'governance:manage');
  return (
    <RulesFrame
      tab="approvals"
      revision={approvals.revision}
      decided={approvals.decided}
      editable={editable}
    >
      <ApprovalsEditor approvals={approvals} editable={editable} />
    </RulesFrame>
  );
}
