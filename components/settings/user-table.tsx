import type { UserView } from '@/lib/domain/people';
import { Badge } from '../ui/badge';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { EndAccess } from './end-access';

/** All people who may sign in, with their roles; those who no longer may are marked. */
export function UserTable({ users, self }: { users: readonly UserView[]; self: string }) {
  return (
    <Table label="Users">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Email</Th>
          <Th>Role</Th>
          <Th>Added</Th>
          <Th>
            <span className="sr-only">Disable</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id}>
            <Td className="min-w-32 font-medium">{user.name}</Td>
            <Td>{user.email}</Td>
            <Td className="capitalize">{user.role}</Td>
            <Td>
              <Time at={user.createdAt} />
            </Td>
            <Td className="text-right">
              {user.disabledAt !== null && <Badge>Disabled</Badge>}
              {user.disabledAt === null && user.id === self && <Badge tone="accent">You</Badge>}
              {user.disabledAt === null && user.id !== self && (
                <EndAccess
                  path={`/api/users/${user.id}`}
                  verb="Disable"
                  name={user.name}
                  consequence="They are signed out with their next step, and may not sign in again."
                />
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
