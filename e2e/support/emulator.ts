import { demo } from './demo';

/** One request as the emulator saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  status: number | null;
  params: Record<string, unknown>;
  idempotencyKey: string | null;
  version: string | null;
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

/** Changes an account at Stripe, which tells the product by its webhook before this returns. */
export async function patchAccount(account: string, patch: object): Promise<void> {
  await control(`/accounts/${account}`, { method: 'PATCH', body: JSON.stringify(patch) });
}

/** Takes the platform's access to an account away, or gives it back; the webhook tells of it. */
export async function setAccess(account: string, given: boolean): Promise<void> {
  await control(`/accounts/${account}`, { method: given ? 'POST' : 'DELETE' });
}

/** Sends an event as Stripe does and returns the status of each answer. */
export async function emitEvent(
  event: { type: string; account: string; times?: number } & Record<string, unknown>,
): Promise<(number | null)[]> {
  const sent = await control('/events', { method: 'POST', body: JSON.stringify(event) });
  return (sent as { status: number | null }[]).map(({ status }) => status);
}

/** How often Stripe was asked for a single account. */
export async function accountFetches(account: string): Promise<number> {
  const all = (await control('/requests')) as SeenRequest[];
  return all.filter(({ path }) => path === `/v1/accounts/${account}`).length;
}

/** Has every session take so long at Stripe, until faults are cleared. */
export async function slowSessions(latencyMs: number): Promise<void> {
  const fault = { kind: 'latency', latencyMs, path: '/v1/account_sessions' };
  await control('/faults', { method: 'POST', body: JSON.stringify(fault) });
}

/** Ends all faults. */
export async function clearFaults(): Promise<void> {
  await control('/faults', { method: 'DELETE' });
}

/** Has Stripe answer sessions of one account otherwise than its table says; null takes away. */
export async function answerOtherwise(account: string, components: object): Promise<void> {
  await control('/answers', { method: 'POST', body: JSON.stringify({ account, components }) });
}

/** Has Stripe answer sessions of one account as its table says again. */
export async function answerAsUsual(account: string): Promise<void> {
  await control(`/answers/${account}`, { method: 'DELETE' });
}

/** Takes an application fee from an account, as a charge of its does; the webhook tells of it. */
export async function takeFee(fee: {
  account: string;
  amount: number;
  currency?: string;
}): Promise<{ id: string; charge: string }> {
  const taken = await control('/fees', { method: 'POST', body: JSON.stringify(fee) });
  return taken as { id: string; charge: string };
}

/** How often Stripe was asked to refund a fee, by idempotency key. */
export async function refundKeys(fee: string): Promise<(string | null)[]> {
  const all = (await control('/requests')) as SeenRequest[];
  return all
    .filter(
      ({ method, path }) => method === 'POST' && path === `/v1/application_fees/${fee}/refunds`,
    )
    .map(({ idempotencyKey }) => idempotencyKey);
}

/** Has Stripe's connections break for so many requests to refund a fee. */
export async function breakRefunds(fee: string, times: number): Promise<void> {
  const path = `/v1/application_fees/${fee}/refunds`;
  const fault = { kind: 'reset', method: 'POST', path, times };
  await control('/faults', { method: 'POST', body: JSON.stringify(fault) });
}
