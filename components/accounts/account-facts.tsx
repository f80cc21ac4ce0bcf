import { Check, CircleDashed, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountDetail } from '@/lib/domain/views';
import { CONTROLLERS } from '@/lib/domain/words/controllers';
import { countryName } from '@/lib/domain/words/country-name';
import { Badge } from '../ui/badge';
import { cn } from '../ui/cn';
import { Section } from '../ui/section';
import { Time } from '../ui/time';
import { Synced } from './synced';

const party = (value: string | null) =>
  value === null ? 'unknown' : value.replace(/^application.*/, 'platform');

const INTERVALS: Record<string, string> = {
  manual: 'Manual',
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
};

/** What the mirror knows of a connected account. */
export function AccountFacts({
  account,
  refreshable = false,
}: {
  account: AccountDetail;
  /** Whether the one who looks may have it fetched from Stripe. */
  refreshable?: boolean;
}) {
  const { traits } = account;
  return (
    <Section
      title="Account"
      aside={<Synced account={account.id} at={account.syncedAt} may={refreshable} />}
    >
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
        <Fact name="Controller" className="col-span-2">
          {CONTROLLERS[account.controller]}
          <span className="block text-sm text-ink-3">
            dashboard {traits.dashboardType ?? 'unknown'}, losses {party(traits.lossesPayments)},
            requirements {party(traits.requirementCollection)}, fees {party(traits.feesPayer)}
          </span>
        </Fact>
        <Fact name="Email" className="col-span-2">
          {account.email ?? 'None'}
        </Fact>
        <Fact name="Country">{account.country ? countryName(account.country) : 'Unknown'}</Fact>
        <Fact name="Currency">{account.defaultCurrency?.toUpperCase() ?? 'Unknown'}</Fact>
        <Fact name="Details submitted">{traits.detailsSubmitted ? 'Yes' : 'No'}</Fact>
        <Fact name="Payout schedule">
          {traits.payoutInterval
            ? (INTERVALS[traits.payoutInterval] ?? traits.payoutInterval)
            : 'Unknown'}
        </Fact>
        <Fact name="Created">
          {account.stripeCreatedAt ? <Time at={account.stripeCreatedAt} /> : 'Unknown'}
        </Fact>
        <Fact name="Capabilities" className="col-span-2 sm:col-span-3">
          <Capabilities capabilities={traits.capabilities} />
        </Fact>
        {account.tags.length > 0 && (
          <Fact name="Tags" className="col-span-full">
            <span className="flex flex-wrap gap-1">
              {account.tags.map((tag) => (
                <Badge key={tag}>{tag}</Badge>
              ))}
            </span>
          </Fact>
        )}
      </dl>
    </Section>
  );
}

function Fact({
  name,
  className,
  children,
}: {
  name: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn('min-w-0', className)}>
      <dt className="text-sm text-ink-3">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function Capabilities({ capabilities }: { capabilities: Readonly<Record<string, string>> }) {
  const all = Object.entries(capabilities).sort(([a], [b]) => a.localeCompare(b, 'en'));
  if (all.length === 0) return <span className="text-ink-2">None requested</span>;
  return (
    <ul className="flex flex-wrap gap-1">
      {all.map(([name, status]) => {
        const Icon = status === 'active' ? Check : status === 'pending' ? CircleDashed : Minus;
        return (
          <li key={name}>
            <Badge tone={status === 'active' ? 'on' : 'neutral'}>
              <Icon aria-hidden />
              <span className="font-mono">{name}</span> {status}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}
