import { connect } from '../api';
import { CommandError, EXIT, type Exit } from '../errors';
import { json, type Output } from '../output';

interface Session {
  client_secret?: unknown;
  expires_at?: unknown;
  components?: Record<string, { enabled?: unknown }>;
}

/** `switchyard mint ACCOUNT`: the secret alone to standard output, so that it can be piped. */
export async function mint(
  output: Output,
  { account, components, asJson }: { account: string; components?: string[]; asJson: boolean },
): Promise<Exit> {
  const body = { account, ...(components && { components }) };
  const session = await connect().post<Session>('/api/account-sessions', body);
  if (asJson) {
    output.out(json(session));
    return EXIT.fine;
  }
  if (typeof session.client_secret !== 'string') {
    throw new CommandError('The answer holds no client_secret.');
  }
  output.out(session.client_secret);
  const enabled = Object.entries(session.components ?? {}).flatMap(([name, { enabled: on }]) =>
    on ? [name] : [],
  );
  const until =
    typeof session.expires_at === 'number'
      ? `, to be claimed until ${new Date(session.expires_at * 1000).toISOString()}`
      : '';
  output.note(`A session of ${account} with ${enabled.join(', ') || 'no component'}${until}.`);
  return EXIT.fine;
}
