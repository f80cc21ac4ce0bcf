import { components } from '../../../../components.mjs';
import { stripe } from '../../../../stripe.mjs';

/** The same as Stripe's own demo does it: the account is asked for first, each time. */
export async function POST(request) {
  const body = await request.json();
  const account = await stripe.accounts.retrieve(body.account);
  const session = await stripe.accountSessions.create({ account: account.id, components });
  return Response.json(session, { headers: { 'cache-control': 'no-store' } });
}
