import type { Baseline } from '../baselines/start';
import type { Bench, Installation } from '../bench';
import { askFor, sendingJson } from '../http';
import type { LoadFigures, LoadRequest } from '../load/job';
import type { StubAccount } from '../stripe-stub-account';

/** Anything that mints: an origin, and the requests that have it do so. */
export interface Minter {
  url: string;
  requests: readonly LoadRequest[];
}

/** So many a session enables at least, or it cannot be compared with those of the baselines. */
const LEAST_COMPONENTS = 15;

const shuffled = <T>(values: readonly T[]) =>
  values
    .map((value, place) => ({ value, at: (place * 7_919) % 10_007 }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);

function requestsFor(
  path: string,
  headers: Record<string, string>,
  accounts: readonly StubAccount[],
): LoadRequest[] {
  return shuffled(accounts).map(({ id }) => ({
    method: 'POST',
    path,
    headers,
    body: JSON.stringify({ account: id }),
  }));
}

/** Switchyard's own mint, for some accounts. */
export const switchyard = (
  { url, token, accounts: all }: Installation,
  accounts: readonly StubAccount[] = all,
): Minter => ({
  url,
  requests: requestsFor('/api/account-sessions', sendingJson(token), accounts),
});

/** A baseline, asked for the same accounts. It knows no tokens and asks for none. */
export const hardCoded = ({ url, path }: Baseline, { accounts, token }: Installation): Minter => ({
  url,
  requests: requestsFor(path, sendingJson(token), accounts),
});

/** Checks that one request is answered as all are to be: by a session of the account that was asked for. */
async function check({ url, requests }: Minter): Promise<void> {
  const [first] = requests;
  if (!first) throw new Error('There are no accounts to mint for.');
  const { path, method, headers = {}, body = '' } = first;
  const { text } = await askFor(`${url}${path}`, { method, headers, body });
  const session = JSON.parse(text) as Record<string, unknown>;
  const { account } = JSON.parse(body) as { account: string };
  const on = Object.values((session.components ?? {}) as Record<string, { enabled: boolean }>);
  if (session.object !== 'account_session' || session.account !== account || !session.client_secret)
    throw new Error(`${url}${path} answered no session: ${text.slice(0, 300)}`);
  if (on.filter(({ enabled }) => enabled).length < LEAST_COMPONENTS)
    throw new Error(`${url}${path} enables too few components to be compared.`);
}

/** Loads a minter with connections that each mint one after another. */
export async function mintLoad(
  { options, loader, stub }: Bench,
  minter: Minter,
  connections: number,
): Promise<LoadFigures> {
  await check(minter);
  const stripe = await stub();
  const before = await stripe.sessions();
  const { warmMs, loadMs } = options;
  const figures = await loader().load({ ...minter, connections, warmMs, loadMs });
  const made = (await stripe.sessions()) - before;
  if (made < figures.count)
    throw new Error(`${minter.url} answered ${figures.count} sessions, and Stripe made ${made}.`);
  return figures;
}
