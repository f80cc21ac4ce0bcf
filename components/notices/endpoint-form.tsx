'use client';

import { type FormEvent, useId, useState } from 'react';
import type { EndpointView } from '@/lib/domain/notice-endpoints';
import { NOTICE_EVENTS, REACHES } from '@/lib/domain/notices';
import { ProblemNotice } from '../edits/problem-notice';
import { FormEnd } from '../settings/action-dialog';
import { ShownOnce } from '../settings/shown-once';
import { useAct } from '../settings/use-act';
import { Field, Input } from '../ui/field';
import { notify } from '../ui/notify';
import { REACH_WORDS, typeWord } from './words';

/** What a form says of an endpoint. */
function contentOf(form: HTMLFormElement) {
  const data = new FormData(form);
  return {
    url: data.get('url'),
    description: data.get('description'),
    events: data.getAll('events'),
    reaches: data.getAll('reaches'),
  };
}

/** Adds an endpoint, whose secret is then shown once. */
export function AddForm({ onDone }: { onDone: () => void }) {
  const { act, busy, problem } = useAct();
  const [secret, setSecret] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const content = contentOf(event.currentTarget);
    const made = await act<{ secret: string }>('POST', '/api/notice-endpoints', content);
    if (made) setSecret(made.value.secret);
  };
  if (secret !== null) {
    return (
      <ShownOnce secret={secret} label="secret" onDone={onDone}>
        <p>The receiver verifies with it that a notice came from here. Then send it a test.</p>
      </ShownOnce>
    );
  }
  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <Fields problem={problem} />
      <FormEnd onCancel={onDone} busy={busy} text="Add endpoint" busyText="Adding…" />
    </form>
  );
}

/** Gives an endpoint another content; its secret stays. */
export function EditForm({ endpoint, onDone }: { endpoint: EndpointView; onDone: () => void }) {
  const { act, busy, problem } = useAct();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const content = { ...contentOf(event.currentTarget), paused: endpoint.pausedAt !== null };
    if (!(await act('PUT', `/api/notice-endpoints/${endpoint.id}`, content))) return;
    onDone();
    void notify(`Saved ${content.description}.`);
  };
  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <Fields problem={problem} endpoint={endpoint} />
      <FormEnd onCancel={onDone} busy={busy} text="Save" busyText="Saving…" />
    </form>
  );
}

type Problem = ReturnType<typeof useAct>['problem'];

function Fields({ problem, endpoint }: { problem: Problem; endpoint?: EndpointView }) {
  const id = useId();
  const errorAt = (field: string) =>
    problem?.errors.find(({ pointer }) => pointer === `/${field}`)?.message;
  const described = (field: string, always = false) =>
    always || errorAt(field) ? `${id}-${field}-hint` : undefined;
  return (
    <>
      {problem && problem.errors.length === 0 && <ProblemNotice problem={problem} />}
      <Field id={`${id}-description`} label="Name" error={errorAt('description')}>
        <Input
          id={`${id}-description`}
          name="description"
          defaultValue={endpoint?.description}
          placeholder="e.g. Risk team’s channel"
          maxLength={80}
          autoComplete="off"
          aria-invalid={errorAt('description') ? true : undefined}
          aria-describedby={described('description')}
          required
        />
      </Field>
      <Field
        id={`${id}-url`}
        label="Address"
        hint="https; http only within this machine."
        error={errorAt('url')}
      >
        <Input
          id={`${id}-url`}
          name="url"
          type="url"
          inputMode="url"
          defaultValue={endpoint?.url}
          placeholder="https://example.com/notices"
          maxLength={2000}
          autoComplete="off"
          aria-invalid={errorAt('url') ? true : undefined}
          aria-describedby={described('url', true)}
          required
        />
      </Field>
      <fieldset aria-describedby={described('events')}>
        <legend className="mb-1 text-sm font-medium text-ink-2">When a change is</legend>
        <div className="grid grid-cols-2 gap-x-4">
          {NOTICE_EVENTS.map((event) => (
            <Choice
              key={event}
              name="events"
              value={event}
              text={typeWord(event)}
              chosen={endpoint?.events.includes(event) ?? true}
            />
          ))}
        </div>
        <Wrong id={`${id}-events-hint`} message={errorAt('events')} />
      </fieldset>
      <fieldset aria-describedby={described('reaches')}>
        <legend className="mb-1 text-sm font-medium text-ink-2">And reaches</legend>
        {REACHES.map((reach) => (
          <Choice
            key={reach}
            name="reaches"
            value={reach}
            text={REACH_WORDS[reach].word}
            means={REACH_WORDS[reach].means}
            chosen={endpoint?.reaches.includes(reach) ?? true}
          />
        ))}
        <Wrong id={`${id}-reaches-hint`} message={errorAt('reaches')} />
      </fieldset>
    </>
  );
}

function Choice({
  name,
  value,
  text,
  means,
  chosen,
}: {
  name: string;
  value: string;
  text: string;
  means?: string;
  chosen: boolean;
}) {
  return (
    <label className="flex min-h-6 flex-wrap items-center gap-x-2">
      <input
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={chosen}
        className="accent-(--accent)"
      />
      {text}
      {means && <span className="text-sm text-ink-3">{means}</span>}
    </label>
  );
}

function Wrong({ id, message }: { id: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <p id={id} role="alert" className="mt-1 text-sm text-danger">
      {message}
    </p>
  );
}
