import type { InvitationView } from '@/lib/domain/people';
import { Badge } from '../ui/badge';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { ConfirmAct } from './confirm-act';
import { RenewInvitation } from './invite-user';
import { ROLE_WORDS } from './role-words';
import { RowActs } from './row-acts';

/** Invitations that wait for somebody: who invited whom as what, and until when. */
export function InvitationTable({ invitations }: { invitations: readonly InvitationView[] }) {
  return (
    <Table label="Invitations">
      <thead>
        <tr>
          <Th>Invited</Th>
          <Th className="hidden sm:table-cell">Role</Th>
          <Th className="hidden md:table-cell">By</Th>
          <Th className="hidden md:table-cell">Link works</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <tr key={invitation.id} className="last:[&>td]:border-b-0">
            <Td className="wrap-anywhere">
              <span className="font-medium">{invitation.name}</span>
              <span className="block text-sm text-ink-3">{invitation.email}</span>
              <span className="block text-sm text-ink-2 md:hidden">
                <span className="sm:hidden">{ROLE_WORDS[invitation.role].name}, </span>
                by {invitation.invitedBy}, <Until invitation={invitation} />
              </span>
            </Td>
            <Td className="hidden sm:table-cell">{ROLE_WORDS[invitation.role].name}</Td>
            <Td className="hidden wrap-anywhere md:table-cell">{invitation.invitedBy}</Td>
            <Td className="hidden md:table-cell">
              <Until invitation={invitation} />
            </Td>
            <Td className="w-0">
              <RowActs>
                <RenewInvitation invitation={invitation} />
                <ConfirmAct
                  method="DELETE"
                  path={`/api/invitations/${invitation.id}`}
                  verb="Revoke"
                  busyVerb="Revoking…"
                  name={`invitation of ${invitation.name}`}
                  done={`Revoked the invitation of ${invitation.name}.`}
                  consequence="The link stops working at once. You can invite them again."
                  danger
                />
              </RowActs>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Until({ invitation: { state, expiresAt } }: { invitation: InvitationView }) {
  if (state === 'expired') return <Badge>Expired</Badge>;
  if (state === 'unsponsored') {
    return (
      <Badge tone="limit" title="Who invited is disabled or no longer an admin.">
        Not any more: who invited may not
      </Badge>
    );
  }
  return (
    <span>
      until <Time at={expiresAt} />
    </span>
  );
}
