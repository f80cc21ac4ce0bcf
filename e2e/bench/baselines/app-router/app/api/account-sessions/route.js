import { components } from '../../../../components.mjs';
import { stripe } from '../../../../stripe.mjs';

/** What Switchyard replaces: the route with its components written into it. */
export async function POST(request) {
  const { account } = await request.json();
  const session = await stripe.accountSessions.create({ account, components });
  return Response.json(session, { headers: { 'cache-control': 'no-store' } });
}
