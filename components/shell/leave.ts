import { forgetRecent } from '../palette/recent';

/** Ends the session, leads to the sign-in page, and leaves nothing for who sits here next. */
export async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react');
  forgetRecent();
  await signOut({ callbackUrl: '/sign-in' });
}
