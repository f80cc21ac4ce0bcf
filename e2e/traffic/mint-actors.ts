import { randomUUID } from 'node:crypto';
import { type Actor, anyInstance, machine, oneOf, toldOf } from './actor';
import type { Ledger, Told } from './ledger';
import { type Reply, send, Undeclared } from './send';

/** What a mint may be narrowed to. */
const NARROWED = ['payments', 'payouts', 'documents', 'balances'] as const;

/** A mint in every so many asks for some components only. */
const ONE_IN = 4;

const SECRET = /"client_secret":\s*"([^"]+)"/;

function keep(
  ledger: Ledger,
  actor: string,
  asked: { requestId: string; account: string; from: number },
  reply: Reply,
): Told {
  ledger.mints.push({ ...asked, to: Date.now(), status: reply.status });
  if (reply.status === 200) {
    const secret = SECRET.exec(reply.text)?.[1];
    if (!secret) throw new Undeclared(`A mint was answered without a secret: ${asked.requestId}`);
    if (!ledger.handedOut(secret)) {
      throw new Undeclared(`A secret was handed out twice: ${asked.requestId}`);
    }
  }
  return toldOf(actor, reply);
}

/** A platform's back end asks for a session, now and then for some components alone. */
export const mint: Actor = {
  name: 'mint',
  async act(scene, ledger, random) {
    const asked = { requestId: randomUUID(), account: oneOf(scene.accounts, random) };
    const components = random() * ONE_IN < 1 ? [oneOf(NARROWED, random)] : undefined;
    const from = Date.now();
    const reply = await send(
      anyInstance(scene, random),
      '/api/account-sessions',
      {
        headers: { ...machine(scene), 'x-request-id': asked.requestId },
        json: { account: asked.account, ...(components && { components }) },
      },
      true,
    );
    return keep(ledger, 'mint', { ...asked, from }, reply);
  },
};

/** The same by one of Stripe's own clients. */
export const dropInMint: Actor = {
  name: 'drop-in mint',
  async act(scene, ledger, random) {
    const asked = { requestId: randomUUID(), account: oneOf(scene.accounts, random) };
    const form = {
      account: asked.account,
      'components[payments][enabled]': 'true',
      'components[payments][features][refund_management]': 'true',
      'components[payouts][enabled]': 'true',
    };
    const from = Date.now();
    const reply = await send(
      anyInstance(scene, random),
      '/v1/account_sessions',
      {
        headers: {
          ...machine(scene),
          'x-request-id': asked.requestId,
          'idempotency-key': randomUUID(),
        },
        form,
      },
      true,
    );
    return keep(ledger, 'drop-in mint', { ...asked, from }, reply);
  },
};
