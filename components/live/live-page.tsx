'use client';

import { ConnectComponentsProvider } from '@stripe/react-connect-js';
import { LogOut, Radio } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Component } from '@/lib/domain/catalog';
import { MATRIX_GROUPS } from '../matrix/layout';
import { FrameShell } from '../merchant-view/frame-shell';
import { PageBody } from '../shell/page-body';
import { PageHeader } from '../shell/page-header';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { MonoId } from '../ui/mono-id';
import { pageAppearance } from './appearance';
import { LiveComponent } from './live-component';
import { LiveNav } from './live-nav';
import { LiveProblems } from './live-problems';
import type { LiveSession, LiveState } from './live-session';
import { isTestKey, type LiveOffer } from './offer';

/** The merchant's dashboard with Stripe's live components, one at a time. */
export function LivePage({ offer, session }: { offer: LiveOffer; session: LiveSession }) {
  const { account, components, notes, publishableKey } = offer;
  const state = useSyncExternalStore(session.subscribe, session.state, session.state);
  const [open, setOpen] = useState(() => firstOf(components));
  const title = useRef<HTMLHeadingElement>(null);
  useTheme(session);

  useEffect(() => {
    window.scrollTo(0, 0);
    title.current?.focus();
  }, []);

  return (
    <PageBody>
      <PageHeader
        title={
          <span ref={title} tabIndex={-1} className="outline-none">
            Merchant’s view
          </span>
        }
        badges={
          <Badge tone="danger">
            <Radio aria-hidden />
            {isTestKey(publishableKey) ? 'Live, data of test mode' : 'Live, real data'}
          </Badge>
        }
        below={
          <div className="flex flex-wrap items-center gap-x-3">
            <span className="font-medium text-ink">{account.name}</span>
            <MonoId id={account.id} what="account id" className="max-w-full" />
          </div>
        }
      />
      <LiveBar session={session} state={state} />
      <LiveProblems state={state} />
      <section aria-label="Dashboard, live" className="@container min-w-0">
        <FrameShell
          merchant={account.name}
          open={open}
          nav={<LiveNav components={components} open={open} onOpen={setOpen} />}
        >
          {open && !state.blocked && (
            <ConnectComponentsProvider connectInstance={session.instance}>
              <LiveComponent key={open} component={open} note={notes[open]} />
            </ConnectComponentsProvider>
          )}
        </FrameShell>
      </section>
    </PageBody>
  );
}

/** What is going on, in sight for as long as it does, and the way out of it. */
function LiveBar({
  session,
  state: { mints, problem },
}: {
  session: LiveSession;
  state: LiveState;
}) {
  return (
    <div className="sticky top-14 z-20 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md border border-danger-line bg-danger-soft px-3 py-2 xl:top-2">
      <p className="min-w-0 break-words text-danger">
        <span className="font-semibold">Everything here is real.</span> Recorded with the reason “
        {session.reason}”.{' '}
        <span role="status">
          {mints === 0 && !problem
            ? 'Creating a session…'
            : `${mints} ${mints === 1 ? 'session' : 'sessions'} created.`}
        </span>
      </p>
      <Button onClick={session.end}>
        <LogOut aria-hidden className="size-4" />
        End live preview
      </Button>
    </div>
  );
}

/** The component to begin with, in the navigation's order. */
function firstOf(components: readonly Component[]): Component | undefined {
  return MATRIX_GROUPS.flatMap((group) => group.components).find((component) =>
    components.includes(component),
  );
}

/** Lets Stripe's components follow the console from light to dark and back. */
function useTheme({ instance }: LiveSession): void {
  useEffect(() => {
    const observer = new MutationObserver(() => instance.update({ appearance: pageAppearance() }));
    observer.observe(document.documentElement, { attributeFilter: ['class'] });
    return () => observer.disconnect();
  }, [instance]);
}
