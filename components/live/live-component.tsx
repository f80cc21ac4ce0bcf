'use client';

import type { EmbeddedError, EmbeddedErrorType, LoadError } from '@stripe/connect-js';
import { useCreateComponent, useUpdateWithSetter } from '@stripe/react-connect-js';
import { type FormEvent, useCallback, useId, useState } from 'react';
import { type Component, componentEntry } from '@/lib/domain/catalog';
import { Remark } from '../merchant-view/parts/blocks';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { type Mount, mountOf, type Subject } from './mounts';

/** One page of the live dashboard: Stripe's component, or why there is none. */
export function LiveComponent({
  component,
  note,
}: {
  component: Component;
  note: string | undefined;
}) {
  const { title } = componentEntry(component);
  const mount = mountOf(component);
  const [subject, setSubject] = useState<string>();
  const waits = mount?.subject !== undefined && subject === undefined;
  return (
    <>
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="mt-3 min-w-0 space-y-4">
        {!mount && (
          <Remark>
            {title} cannot be mounted: the released Connect.js has no tag for it yet. The session
            carries it all the same.
          </Remark>
        )}
        {mount?.subject && <SubjectForm subject={mount.subject} onName={setSubject} />}
        {mount && !waits && <Mounted key={subject} title={title} mount={mount} subject={subject} />}
      </div>
      {note && <p className="mt-6 border-t border-dashed pt-3 text-sm text-ink-3">{note}</p>}
    </>
  );
}

/** Asks what a component is about, which the platform's own page would know. */
function SubjectForm({ subject, onName }: { subject: Subject; onName: (id: string) => void }) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('subject')).trim();
    if (name) onName(name);
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <Field
        id={id}
        label={`${subject.label} (${subject.example})`}
        className="w-72 max-w-full min-w-0"
      >
        <Input id={id} name="subject" maxLength={100} autoComplete="off" required />
      </Field>
      <Button type="submit">Show</Button>
    </form>
  );
}

/** Stripe's components take what they are told by setters, each of which only some have. */
type Setters = Partial<
  Record<Subject['setter'], (id: string) => void> &
    Record<NonNullable<Mount['onLeave']>, (listener: () => void) => void>
>;

function Mounted({
  title,
  mount: { tag, subject: wanted, onLeave },
  subject,
}: {
  title: string;
  mount: Mount;
  subject: string | undefined;
}) {
  const { wrapper, component: element } = useCreateComponent(tag);
  const [stage, setStage] = useState<'loading' | 'there' | 'left'>('loading');
  const [error, setError] = useState<EmbeddedError | null>(null);
  const started = useCallback(() => setStage('there'), []);
  const failed = useCallback((failure: LoadError) => setError(failure.error), []);
  const left = useCallback(() => setStage('left'), []);

  useUpdateWithSetter(element, started, setOnLoaderStart);
  useUpdateWithSetter(element, failed, setOnLoadError);
  const name = useCallback(
    (to: HTMLElement, id: string | undefined) => {
      if (wanted && id !== undefined) (to as Setters)[wanted.setter]?.(id);
    },
    [wanted],
  );
  useUpdateWithSetter(element, subject, name);
  const listen = useCallback(
    (to: HTMLElement, listener: () => void) => {
      if (onLeave) (to as Setters)[onLeave]?.(listener);
    },
    [onLeave],
  );
  useUpdateWithSetter(element, left, listen);

  return (
    <>
      {error && <LoadFailure title={title} error={error} />}
      {stage === 'left' && <Notice title="The merchant would be back on your own page now." />}
      {stage === 'loading' && !error && <Loading title={title} />}
      {wrapper}
    </>
  );
}

type Element = NonNullable<ReturnType<typeof useCreateComponent>['component']>;

const setOnLoaderStart = (to: Element, listener: () => void) => to.setOnLoaderStart(listener);
const setOnLoadError = (to: Element, listener: (failure: LoadError) => void) =>
  to.setOnLoadError(listener);

const FAILURES: Readonly<Record<EmbeddedErrorType, string>> = {
  api_connection_error: 'it could not reach Stripe',
  authentication_error: 'Stripe did not accept the session or the key',
  account_session_create_error: 'it was given no session',
  invalid_request_error: 'Stripe refused what it was asked for',
  rate_limit_error: 'Stripe has been asked too often',
  render_error: 'it could not be drawn',
  api_error: 'something went wrong at Stripe',
};

/** Why a component did not load, as Stripe says it. */
function LoadFailure({ title, error: { type, message } }: { title: string; error: EmbeddedError }) {
  return (
    <Notice
      tone="error"
      title={`${title} did not load: ${FAILURES[type] ?? 'Stripe gives a reason of its own'}.`}
    >
      {message && <p>{message}</p>}
      <p className="font-mono text-xs">{type}</p>
    </Notice>
  );
}

function Loading({ title }: { title: string }) {
  return (
    <div role="status" className="space-y-3">
      <span className="sr-only">Loading {title} from Stripe</span>
      <div className="flex gap-2">
        <Skeleton className="h-7 w-20" />
        <Skeleton className="h-7 w-24" />
        <Skeleton className="ml-auto h-7 w-20" />
      </div>
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <Skeleton key={row} className="h-9 w-full" />
      ))}
    </div>
  );
}
