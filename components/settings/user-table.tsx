import type { UserView } from '@/lib/domain/people';
import { Badge } from '../ui/badge';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { ChangeRole } from './change-role';
import { ConfirmAct } from './confirm-act';
import { ROLE_WORDS } from './role-words';
import { RowActs } from './row-acts';

/** All people who may sign in, with their roles; those who no longer may are marked. */
export function UserTable({ users, self }: { users: readonly UserView[]; self: string }) {
  return (
    <Table label="Users">
      <thead>
        <tr>
          <Th>Person</Th>
          <Th className="hidden sm:table-cell">Role</Th>
          <Th className="hidden md:table-cell">Added</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id} className="last:[&>td]:border-b-0">
            <Td className="wrap-anywhere">
              <span className="font-medium">{user.name}</span>{' '}
              {user.disabledAt !== null && <Badge>Disabled</Badge>}{' '}
              {user.usesSingleSignOn && <Badge>Single sign-on</Badge>}
              <span className="block text-sm text-ink-3">{user.email}</span>
              <span className="block text-sm text-ink-2 sm:hidden">
                {ROLE_WORDS[user.role].name}
              </span>
            </Td>
            <Td className="hidden sm:table-cell">{ROLE_WORDS[user.role].name}</Td>
            <Td className="hidden md:table-cell">
              <Time at={user.createdAt} />
            </Td>
            <Td className="w-0">
              {user.id === self ? (
                <RowActs>
                  <Badge tone="accent">You</Badge>
                </RowActs>
              ) : (
                <Acts user={user} />
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Acts({ user }: { user: UserView }) {
  return (
    <RowActs>
      <ChangeRole user={user} />
      {user.disabledAt === null ? (
        <ConfirmAct
          method="DELETE"
          path={`/api/users/${user.id}`}
          verb="Disable"
          busyVerb="Disabling…"
          name={user.name}
          done={`Disabled ${user.name}.`}
          consequence="They are signed out with their next step, and cannot sign in until somebody enables them again. Tokens that they made go on."
          danger
        />
      ) : (
        <ConfirmAct
          method="POST"
          path={`/api/users/${user.id}/enable`}
          verb="Enable"
          busyVerb="Enabling…"
          name={user.name}
          done={`Enabled ${user.name}.`}
          consequence={`They can sign in again as before, as ${ROLE_WORDS[user.role].name.toLowerCase()}.`}
        />
      )}
    </RowActs>
  );
}
