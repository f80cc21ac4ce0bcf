'use client';

import dynamic from 'next/dynamic';
import type { EndpointView } from '@/lib/domain/notice-endpoints';
import { ActionDialog } from '../settings/action-dialog';
import { ConfirmAct } from '../settings/confirm-act';
import { SendButton } from './send-button';

const AddForm = dynamic(() => import('./endpoint-form').then((m) => m.AddForm), { ssr: false });
const EditForm = dynamic(() => import('./endpoint-form').then((m) => m.EditForm), { ssr: false });
const RotateForm = dynamic(() => import('./rotate-form').then((m) => m.RotateForm), {
  ssr: false,
});

/** The button and the window that add an endpoint. */
export function AddEndpoint() {
  return (
    <ActionDialog
      text="Add endpoint"
      title="Add endpoint"
      description="Switchyard sends a signed POST there whenever a change comes to what you choose."
    >
      {(close) => <AddForm onDone={close} />}
    </ActionDialog>
  );
}

/** What can be done with an endpoint. */
export function EndpointActs({ endpoint }: { endpoint: EndpointView }) {
  const { id, description: name, url, events, reaches, pausedAt } = endpoint;
  const path = `/api/notice-endpoints/${id}`;
  const paused = pausedAt !== null;
  return (
    <div className="-mx-2 flex flex-wrap gap-1 sm:mx-0 sm:justify-end">
      {!paused && (
        <SendButton
          path={`${path}/test`}
          text="Send test"
          label={`Send test to ${name}`}
          done={`A test is on its way to ${name}.`}
        />
      )}
      <ActionDialog quiet text="Edit" label={`Edit ${name}`} title={`Edit ${name}`}>
        {(close) => <EditForm endpoint={endpoint} onDone={close} />}
      </ActionDialog>
      <SendButton
        method="PUT"
        path={path}
        body={{ url, description: name, events, reaches, paused: !paused }}
        text={paused ? 'Go on' : 'Pause'}
        label={paused ? `Go on with ${name}` : `Pause ${name}`}
        done={paused ? `${name} goes on.` : `Paused ${name}. Its notices wait until it goes on.`}
      />
      <ActionDialog
        quiet
        refreshing
        text="Rotate secret"
        label={`Rotate secret of ${name}`}
        title={`Rotate secret of ${name}`}
        description="A new secret takes its place. Until the overlap ends notices carry both signatures, so nothing is lost while the receiver changes over."
      >
        {(close) => <RotateForm endpoint={endpoint} onDone={close} />}
      </ActionDialog>
      <ConfirmAct
        method="DELETE"
        path={path}
        verb="Remove"
        busyVerb="Removing…"
        name={name}
        done={`Removed ${name}.`}
        consequence="Nothing more is sent to it, what waits is cancelled, and its secret is gone. Its deliveries stay in the log."
        danger
      />
    </div>
  );
}
