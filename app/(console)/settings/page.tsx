import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SyncPanel } from '@/components/mirror/sync-panel';
import { NoticesSummary, OpenNotices } from '@/components/notices/notices-summary';
import { CheckAgain } from '@/components/settings/check-again';
import { CreateToken } from '@/components/settings/create-token';
import { InvitationTable } from '@/components/settings/invitation-table';
import { InviteUser } from '@/components/settings/invite-user';
import { OwnAccount } from '@/components/settings/own-account';
import { ConnectionSkeleton, StripeConnectionFacts } from '@/components/settings/stripe-connection';
import { TokenTable } from '@/components/settings/token-table';
import { UserTable } from '@/components/settings/user-table';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { SectionSkeleton } from '@/components/shell/skeletons';
import { Section } from '@/components/ui/section';
import type { Context } from '@/lib/data/context';
import { listInvitations } from '@/lib/data/invitations';
import { getSync } from '@/lib/data/mirror/sync-runs';
import { listNoticeEndpoints } from '@/lib/data/notices/endpoints';
import { getOwnSignIn } from '@/lib/data/own-account';
import { listTokens } from '@/lib/data/tokens';
import { listUsers } from '@/lib/data/users';
import { can, type UserActor } from '@/lib/domain/permissions';
import { env, singleSignOn } from '@/lib/env';
import { checkConnection } from '@/lib/stripe/connection';
import { load, openPage } from '../load';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const context = await openPage('/settings');
  const { actor } = context;
  const managesUsers = can(actor, 'users:manage');
  return (
    <PageBody>
      <PageHeader title="Settings" />
      <div className="grid gap-4 xl:grid-cols-2">
        <div className={managesUsers ? 'space-y-4' : 'contents'}>
          <Suspense fallback={<SectionSkeleton />}>
            <Own context={context} />
          </Suspense>
          <Mirror context={context} />
        </div>
        {managesUsers && (
          <Section title="Stripe" aside={<CheckAgain />}>
            {/* A new key each time: the page never waits for Stripe, not when it is shown anew. */}
            <Suspense key={context.requestId} fallback={<ConnectionSkeleton />}>
              <Connection context={context} />
            </Suspense>
          </Section>
        )}
      </div>
      {can(actor, 'tokens:manage') && <Tokens context={context} />}
      {can(actor, 'notices:manage') && <Notices context={context} />}
      {managesUsers && <People context={context} self={actor.id} />}
    </PageBody>
  );
}

async function Own({ context }: { context: Context & { actor: UserActor } }) {
  const { name, email, role } = context.actor;
  const signIn = await load(context.requestId, () => getOwnSignIn(context, undefined));
  const provider = singleSignOn(env())?.name;
  return <OwnAccount {...{ name, email, role, signIn, provider }} />;
}

async function Connection({ context }: { context: Context }) {
  const connection = await load(context.requestId, () => checkConnection(context));
  return <StripeConnectionFacts connection={connection} />;
}

async function Mirror({ context }: { context: Context }) {
  const status = await load(context.requestId, () => getSync(context, undefined));
  return <SyncPanel status={status} may={can(context.actor, 'mirror:manage')} />;
}

async function Tokens({ context }: { context: Context }) {
  const tokens = await load(context.requestId, () => listTokens(context, undefined));
  return (
    <Section title="API tokens" flush aside={<CreateToken />}>
      <TokenTable tokens={tokens} now={context.now} />
    </Section>
  );
}

async function Notices({ context }: { context: Context }) {
  const endpoints = await load(context.requestId, () => listNoticeEndpoints(context, undefined));
  return (
    <Section title="Notices" aside={<OpenNotices />}>
      <NoticesSummary endpoints={endpoints} />
    </Section>
  );
}

/** What people call the OpenID provider, where that is the only way in. */
const onlyProvider = () => (env().PASSWORD_SIGN_IN ? undefined : singleSignOn(env())?.name);

async function People({ context, self }: { context: Context; self: string }) {
  const [users, invitations] = await load(context.requestId, () =>
    Promise.all([listUsers(context, undefined), listInvitations(context, undefined)]),
  );
  return (
    <>
      <Section title="Users" flush aside={<InviteUser provider={onlyProvider()} />}>
        <UserTable users={users} self={self} />
      </Section>
      {invitations.length > 0 && (
        <Section title="Invitations" flush>
          <InvitationTable invitations={invitations} />
        </Section>
      )}
    </>
  );
}
