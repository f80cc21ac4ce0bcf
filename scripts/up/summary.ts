import type { Seeded } from './demo-file';

/** The last lines of a start: where it runs, how to sign in, how to mint. */
export function summary(url: string, seeded: Seeded | undefined): string {
  const lines = ['', `Ready: ${url}`, ''];
  if (seeded) {
    const users = Object.entries(seeded.users);
    const width = Math.max(...users.map(([, user]) => user.email.length));
    lines.push('Sign in as');
    for (const [role, { email, password }] of users) {
      lines.push(`  ${role.padEnd(9)} ${email.padEnd(width)}  ${password}`);
    }
    lines.push(
      '',
      'Mint a session:',
      `  curl -sS ${url}/api/account-sessions -H 'Authorization: Bearer ${seeded.apiToken}'` +
        ` -H 'Content-Type: application/json' -d '{"account":"${seeded.exampleAccount ?? 'acct_…'}"}'`,
    );
  } else {
    lines.push('This database was filled from elsewhere, so its sign-ins are not known here.');
  }
  lines.push('', 'Ctrl-C stops it.');
  return lines.join('\n');
}
