import type { Metadata } from 'next';
import { CreateToken } from '@/components/settings/create-token';
import { CreateUser } from '@/components/settings/create-user';
import { TokenTable } from '@/components/settings/token-table';
import { UserTable } from '@/components/settings/user-table';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Section } from '@/components/ui/section';
import { listTokens } from '@/lib/data/tokens';
import { listUsers } from '@/lib/data/users';
import { load, openPage } from '../load';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const context = await openPage('/settings');
  const [tokens, users] = await load(context.requestId, () =>
    Promise.all([listTokens(context, undefined), listUsers(context, undefined)]),
  );
  return (
    <PageBody>
      <PageHeader
        title="Settings"
        below="API tokens for machines, and the people who may sign in."
      />
      <Section title="API tokens" flush aside={<CreateToken />}>
        <TokenTable tokens={tokens} now={context.now.toISOString()} />
      </Section>
      <Section title="Users" flush aside={<CreateUser />}>
        <UserTable users={users} self={context.actor.id} />
      </Section>
    </PageBody>
  );
}
