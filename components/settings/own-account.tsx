import type { OwnSignIn } from '@/lib/domain/people';
import type { Role } from '@/lib/domain/permissions';
import { Section } from '../ui/section';
import { ChangePassword } from './change-password';
import { Fact, Facts } from './facts';
import { ROLE_WORDS } from './role-words';
import { SignOutEverywhere } from './sign-out-everywhere';

/** Who is signed in and what they may do, and what they can do about their own access. */
export function OwnAccount({
  name,
  email,
  role,
  signIn,
  provider,
}: {
  name: string;
  email: string;
  role: Role;
  signIn: OwnSignIn;
  /** What people call the OpenID provider; undefined where there is none. */
  provider: string | undefined;
}) {
  return (
    <Section title="Your account">
      <Facts>
        <Fact name="Name">{name}</Fact>
        <Fact name="Email" wide>
          {email}
        </Fact>
        <Fact name="Role" wide>
          {ROLE_WORDS[role].name}
          <span className="block text-sm text-ink-3">{ROLE_WORDS[role].may}</span>
        </Fact>
        {signIn.usesSingleSignOn && (
          <Fact name="Sign-in" wide>
            With {provider ?? 'a provider that is no longer set up'}
            {signIn.hasPassword && ', or with a password'}
          </Fact>
        )}
      </Facts>
      <div className="mt-4 flex flex-wrap gap-2">
        {signIn.hasPassword && <ChangePassword email={email} />}
        <SignOutEverywhere />
      </div>
    </Section>
  );
}
