'use client';

import type { FormEvent } from 'react';
import type { UserView } from '@/lib/domain/people';
import type { Role } from '@/lib/domain/permissions';
import { ProblemNotice } from '../edits/problem-notice';
import { notify } from '../ui/notify';
import { ActionDialog, FormEnd } from './action-dialog';
import { RoleChoice } from './role-choice';
import { ROLE_WORDS } from './role-words';
import { useAct } from './use-act';

/** The button and the window that give a user another role. */
export function ChangeRole({ user }: { user: UserView }) {
  return (
    <ActionDialog
      quiet
      text="Change role"
      label={`Change role of ${user.name}`}
      title={`Role of ${user.name}`}
      description="It holds from their next step on, in sessions that are open too."
    >
      {(close) => <RoleForm user={user} onDone={close} />}
    </ActionDialog>
  );
}

function RoleForm({ user, onDone }: { user: UserView; onDone: () => void }) {
  const { act, busy, problem } = useAct();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const role = new FormData(event.currentTarget).get('role') as Role;
    if (!(await act('POST', `/api/users/${user.id}/role`, { role }))) return;
    onDone();
    void notify(`${user.name} is now ${ROLE_WORDS[role].name.toLowerCase()}.`);
  };
  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <ProblemNotice problem={problem} />
      <RoleChoice initial={user.role} />
      <FormEnd onCancel={onDone} busy={busy} text="Change role" busyText="Changing…" />
    </form>
  );
}
