import { CircleCheck } from 'lucide-react';
import type { StripeConnection } from '@/lib/domain/connection';
import { Badge } from '../ui/badge';
import { MonoId } from '../ui/mono-id';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';
import { KINDS, MODES, TROUBLES } from './connection-words';
import { Fact, Facts } from './facts';

/** The platform's connection to Stripe: whether it works, and what it is set up with. */
export function StripeConnectionFacts({ connection }: { connection: StripeConnection }) {
  const { account, key, elsewhere, version, trouble, ms, checkedAt, requestId } = connection;
  return (
    <div className="space-y-3">
      {trouble ? (
        <Notice tone="error" title={TROUBLES[trouble].title}>
          <p>{TROUBLES[trouble].todo}</p>
        </Notice>
      ) : (
        <p className="flex flex-wrap items-center gap-x-1.5">
          <CircleCheck aria-hidden className="size-4 text-on-text" />
          <span className="font-medium text-on-text">Connected</span>
          {account.name && (
            <span>
              to {account.name}
              {account.email && <span className="text-ink-3"> {account.email}</span>}
            </span>
          )}
        </p>
      )}
      <Facts>
        <Fact name="Mode">
          <Badge tone={key.mode === 'live' ? 'accent' : 'neutral'}>{MODES[key.mode]}</Badge>
        </Fact>
        {account.id && (
          <Fact name="Platform" wide>
            <MonoId id={account.id} what="account id" />
            {!account.name && (
              <span className="block text-ink-2">
                This key may not read the platform’s name; it needs not.
              </span>
            )}
          </Fact>
        )}
        <Fact name="Secret key">
          <span className="font-mono text-sm">{key.shown}</span>
          {KINDS[key.kind] && <span className="text-ink-2"> {KINDS[key.kind]}</span>}
        </Fact>
        <Fact name="Publishable key">
          {connection.publishable ? (
            <span className="font-mono text-sm">{connection.publishable}</span>
          ) : (
            <span className="text-ink-2">{connection.publishableWanting}</span>
          )}
        </Fact>
        <Fact name="API version">
          <span className="font-mono text-sm">{version.asked}</span>
          {version.answered !== null && version.answered !== version.asked && (
            <span className="block text-limit-text">
              Stripe answers in <span className="font-mono text-sm">{version.answered}</span>:
              something in between changes the version.
            </span>
          )}
        </Fact>
        {elsewhere && (
          <Fact name="Address">
            <span className="font-mono text-sm">{elsewhere}</span>
            <span className="text-ink-2">, not Stripe’s own</span>
          </Fact>
        )}
        <Fact name="Checked" wide>
          <Time at={checkedAt} seconds />, in {ms.toLocaleString('en-US')} ms
          {requestId && (
            <span className="block">
              <MonoId id={requestId} what="request id" />
            </span>
          )}
        </Fact>
      </Facts>
    </div>
  );
}

/** Stands where the connection is about to be, as high as it will be. */
export function ConnectionSkeleton() {
  return (
    <div className="space-y-3">
      <p role="status" className="text-ink-2">
        Asking Stripe…
      </p>
      <div className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
        {['mode', 'platform', 'key', 'publishable', 'version', 'checked'].map((fact) => (
          <Skeleton key={fact} className="h-9" />
        ))}
      </div>
    </div>
  );
}
