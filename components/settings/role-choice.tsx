'use client';

import type { Role } from '@/lib/domain/permissions';
import { ROLE_WORDS, ROLES_TO_CHOOSE } from './role-words';

/** One of the roles, each with what it may do. */
export function RoleChoice({ initial }: { initial: Role }) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-ink-2">Role</legend>
      <div className="divide-y rounded-md border border-line-strong">
        {ROLES_TO_CHOOSE.map((role) => (
          <label
            key={role}
            className="flex cursor-pointer items-start gap-2.5 px-3 py-2 first:rounded-t-md last:rounded-b-md has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="role"
              value={role}
              defaultChecked={role === initial}
              className="mt-1 accent-(--accent)"
            />
            <span className="min-w-0">
              <span className="block font-medium">{ROLE_WORDS[role].name}</span>{' '}
              <span className="block text-sm text-ink-2">{ROLE_WORDS[role].may}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
