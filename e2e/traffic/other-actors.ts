import { randomUUID } from 'node:crypto';
import { signatureOf } from '../stripe-emulator/webhooks';
import { type Actor, anyInstance, machine, oneOf, toldOf } from './actor';
import type { Ledger } from './ledger';
import { signInAt } from './people';
import { forgetSession, sessionOf } from './prepare';
import type { Scene } from './scene';
import { send, Undeclared } from './send';

const CAPABILITIES = ['treasury', 'card_issuing', 'transfers'] as const;
const TWICE_ONE_IN = 5;

/** Something changes at Stripe, and Stripe says so: at times twice, at different instances. */
export const webhook: Actor = {
  name: 'webhook',
  async act(scene, ledger, random) {
    const account = oneOf(scene.accounts, random);
    const status = random() < 0.5 ? 'active' : 'inactive';
    const patched = await fetch(`${scene.emulator.url}/_emulator/accounts/${account}`, {
      method: 'PATCH',
      body: JSON.stringify({ capabilities: { [oneOf(CAPABILITIES, random)]: status } }),
    });
    if (!patched.ok) throw new Error(`The emulator answered ${patched.status} to ${account}.`);
    const id = `evt_${randomUUID().replaceAll('-', '')}`;
    const created = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({
      ...{ id, object: 'event', api_version: '2026-10-28.endive', created, livemode: false },
      ...{ type: 'account.updated', account, data: { object: await patched.json() } },
    });
    const deliver = () => delivered(scene, anyInstance(scene, random), body);
    let reply = await deliver();
    // A delivery that fails is sent again, as Stripe does; one that was taken at times too.
    for (let tries = 0; tries < 3 && reply.status !== 200; tries += 1) reply = await deliver();
    if (reply.status === 200) {
      ledger.events.push({ id, account });
      if (random() * TWICE_ONE_IN < 1) await deliver();
    } else {
      ledger.owed.push({ id, account, body });
    }
    return toldOf('webhook', reply);
  },
};

/** Sends an event to an instance, signed as of now. */
function delivered(scene: Scene, url: string, body: string) {
  const at = Math.floor(Date.now() / 1000);
  return send(url, '/api/webhooks/stripe', {
    headers: {
      'stripe-signature': signatureOf(body, scene.emulator.webhookSecret, at),
      'content-type': 'application/json',
    },
    json: JSON.parse(body),
  });
}

/** Sends again, to an instance that is well, the events that nobody has taken. */
export async function deliverOwed(scene: Scene, ledger: Ledger, url: string): Promise<void> {
  for (const { body, ...event } of ledger.owed.splice(0)) {
    const { status } = await delivered(scene, url, body);
    if (status === 200) ledger.events.push(event);
    else ledger.findings.push(`Event ${event.id} was answered ${status} with everything well.`);
  }
}

const ROLES = ['admin', 'operator', 'support', 'auditor'] as const;

/** Somebody signs in at one instance and looks at another. */
export const signIn: Actor = {
  name: 'sign-in',
  async act(scene, _ledger, random) {
    const person = scene.people[oneOf(ROLES, random)];
    const { session, reply } = await signInAt(anyInstance(scene, random), person, random);
    if (!session) return toldOf('sign-in', reply);
    const at = anyInstance(scene, random);
    const look = await send(at, '/api/accounts?limit=1', {
      headers: { cookie: session.cookie, origin: at },
    });
    if (look.status === 401) throw new Undeclared(`${person.email} signed in, and is nobody.`);
    return toldOf('sign-in', look);
  },
};

const PAGES = ['/', '/accounts', '/templates', '/changes', '/rules', '/audit', '/drift'];

/** An operator looks at a page. */
export const page: Actor = {
  name: 'page',
  async act(scene, _ledger, random) {
    const person = await sessionOf(scene, 'operator', random);
    if ('refused' in person) return toldOf('page', person.refused);
    const path =
      random() < 0.3 ? `/accounts/${oneOf(scene.accounts, random)}` : oneOf(PAGES, random);
    const reply = await send(anyInstance(scene, random), path, {
      headers: { cookie: person.cookie },
    });
    if (reply.status === 307 || reply.status === 302) forgetSession(scene, 'operator');
    return toldOf('page', reply);
  },
};

/** A machine reads. */
export const read: Actor = {
  name: 'read',
  async act(scene, _ledger, random) {
    const account = oneOf(scene.accounts, random);
    const path = oneOf(
      [
        ...[`/api/accounts/${account}/policy`, `/api/accounts/${account}`],
        ...['/api/accounts?limit=50', '/api/audit?limit=50', '/api/changes', '/api/templates'],
      ],
      random,
    );
    return toldOf(
      'read',
      await send(anyInstance(scene, random), path, { headers: machine(scene) }),
    );
  },
};
