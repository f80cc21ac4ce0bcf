import type { Route } from 'next';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import type { Origin } from '@/lib/domain/rule-views';
import { changePath } from '../changes/address';
import { PageBody } from '../shell/page-body';
import { PageHeader } from '../shell/page-header';
import { PageTabs } from '../shell/page-tabs';
import { Badge } from '../ui/badge';
import { Notice } from '../ui/notice';
import { Time } from '../ui/time';

const TABS = [
  {
    key: 'rules',
    href: '/rules' as Route,
    text: 'Assignment',
    about: 'Which template an account gets where none is assigned to it explicitly.',
    locked: 'Admins and operators can change these rules. You can read them, and try them.',
  },
  {
    key: 'approvals',
    href: '/rules/approvals' as Route,
    text: 'Approvals',
    about: 'Which changes wait until somebody else has approved them.',
    locked: 'Only admins can change approval rules. You can read them here.',
  },
  {
    key: 'guardrails',
    href: '/rules/guardrails' as Route,
    text: 'Guardrails',
    about: 'What must never be, whoever changes it.',
    locked: 'Only admins can change guardrails. You can read them here.',
  },
] as const;

/** The frame of the pages of rules: their tabs, what is in force since when, and who may change it. */
export function RulesFrame({
  tab,
  revision,
  decided: { changeId, by, at, reason },
  editable,
  children,
}: {
  tab: (typeof TABS)[number]['key'];
  revision: number;
  decided: Origin;
  editable: boolean;
  children: ReactNode;
}) {
  const here = TABS.find(({ key }) => key === tab);
  return (
    <PageBody>
      <PageHeader title="Rules" badges={<Badge>Revision {revision}</Badge>} below={here?.about} />
      <div className="flex min-w-0 flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <PageTabs
          label="Which rules"
          tabs={TABS.map(({ key, href, text }) => ({ href, text, here: key === tab }))}
        />
        <p className="min-w-0 text-sm text-ink-3">
          Decided by {by.name} on <Time at={at} />:{' '}
          <Link
            href={changePath(changeId)}
            className="text-ink-2 underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {reason}
          </Link>
        </p>
      </div>
      {!editable && here && <Notice>{here.locked}</Notice>}
      {children}
    </PageBody>
  );
}
