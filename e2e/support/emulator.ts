import { demo } from './demo';

/** One request as the emulator saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  status: number | null;
  params: Record<string, unknown>;
  idempotencyKey: string | null;
}

async function control(path: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(`${demo().stripe.url}/_emulator${path}`, init);
  if (!answer.ok) throw new Error(`The emulator answered ${answer.status} to ${path}`);
  return answer.status === 204 ? undefined : answer.json().catch(() => undefined);
}

/** Requests for account sessions that the emulator saw for one account, oldest first. */
export async function sessionRequests(account: string): Promise<SeenRequest[]> {
  const all = (await control('/requests')) as SeenRequest[];
  return all.filter(
    ({ path, params }) => path === '/v1/account_sessions' && params.account === account,
  );
}

/** Every secret that the emulator has handed out since it started. */
export async function issuedSecrets(): Promise<string[]> {
  const found = JSON.stringify(await control('/secrets'));
  return [...found.matchAll(/accs_secret__[A-Za-z0-9]+/g)].map(([secret]) => secret);
}

/** A new connected account at the emulator, as a merchant makes one who onboards right now. */
export async function newAccount(name: string): Promise<string> {
  const answer = await fetch(`${demo().stripe.url}/v1/accounts`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${demo().stripe.secretKey}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      country: 'US',
      email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}@shop.example`,
      type: 'express',
      'business_profile[name]': name,
    }),
  });
  const { id } = (await answer.json()) as { id: string };
  return id;
}

/** A value as it comes out of form encoding, which knows only text. */
export function asForm(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asForm(inner)]))
    : String(value);
}
