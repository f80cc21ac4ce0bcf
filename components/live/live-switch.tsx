'use client';

import dynamic from 'next/dynamic';
import {
  createContext,
  type ReactNode,
  type RefObject,
  use,
  useEffect,
  useRef,
  useState,
} from 'react';
import { Button } from '../ui/button';
import { useHydrated } from '../ui/time';
import type { LiveSession } from './live-session';
import type { LiveOffer } from './offer';

const LiveDialog = dynamic(() => import('./live-dialog').then((module) => module.LiveDialog), {
  ssr: false,
});
const LivePage = dynamic(() => import('./live-page').then((module) => module.LivePage), {
  ssr: false,
});

const Switch = createContext<{
  ask: () => void;
  button: RefObject<HTMLButtonElement | null>;
} | null>(null);

/**
 * A page that Stripe's live components can take the place of, once somebody has confirmed it.
 * Nothing of them is loaded before that, and leaving the page signs them out.
 */
export function LiveSwitch({ offer, children }: { offer: LiveOffer | null; children: ReactNode }) {
  const [asking, setAsking] = useState<'never' | 'now' | 'no'>('never');
  const [live, setLive] = useState<LiveSession | null>(null);
  const running = useRef<LiveSession>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => () => running.current?.end(), []);

  // Back to where it began, from the dialog and from the preview.
  useEffect(() => {
    if (live === null && asking === 'no') button.current?.focus();
  }, [live, asking]);

  const begin = (session: LiveSession) => {
    running.current = session;
    session.subscribe(() => session.state().ended && setLive(null));
    setAsking('no');
    setLive(session);
  };

  if (!offer) return children;
  if (live) return <LivePage offer={offer} session={live} />;
  return (
    <Switch value={{ ask: () => setAsking('now'), button }}>
      {children}
      {asking !== 'never' && (
        <LiveDialog
          offer={offer}
          open={asking === 'now'}
          onClose={() => setAsking('no')}
          onBegin={begin}
        />
      )}
    </Switch>
  );
}

/** The button that asks for live components; it does nothing by itself. */
export function LiveButton() {
  const around = use(Switch);
  const hydrated = useHydrated();
  return (
    <Button
      ref={around?.button}
      onClick={around?.ask}
      aria-haspopup="dialog"
      aria-disabled={!hydrated || undefined}
    >
      Load live components…
    </Button>
  );
}
