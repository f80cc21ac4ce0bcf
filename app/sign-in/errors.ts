/** What the sign-in page says for each of next-auth's errors and of ours. */
const SENTENCES: Readonly<Record<string, string>> = {
  CredentialsSignin: 'Email or password is not right.',
  Throttled: 'Too many attempts. Wait a minute and try again.',
  Unavailable: 'Signing in is not possible just now. Try again in a moment.',
  OAuthSignin: 'The sign-in provider cannot be reached just now. Try again in a moment.',
  OAuthCallback: 'The sign-in did not come to an end. Try again.',
  SessionRequired: 'Sign in to go on.',
  EmailMissing: 'Your sign-in provider does not tell us your email. Ask an admin to have it do so.',
  EmailUnverified: 'Your email is not verified at your sign-in provider. Verify it there first.',
  DomainNotAllowed: 'Emails of this domain may not sign in here.',
  NoRole: 'Nothing gives you a role here. Ask an admin to put you into the right group.',
  NotInvited: 'Nobody has invited you yet. Ask an admin for an invitation.',
  EmailTaken: 'Somebody else here has your email. Ask an admin to sort it out.',
  Disabled: 'Your access was disabled. Ask an admin if you need it.',
};

/** The sentence for an error's code; undefined where there is none to tell of. */
export function sentenceFor(code: string | null | undefined): string | undefined {
  if (!code) return undefined;
  return Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : SENTENCES.Unavailable;
}
