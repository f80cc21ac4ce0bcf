import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from './accounts';
import { newId, type RandomBytes } from './ids';
import { BoundedList } from './request-log';

/** Where events are sent to, and what they are signed with. */
export interface WebhookEndpoint {
  url: string;
  secret: string;
}

/** One attempt to send an event: the answer's status, or null where there was none. */
export interface Delivery {
  event: string;
  type: string;
  /** null for an event of the platform's own. */
  account: string | null;
  url: string;
  status: number | null;
}

/** What happened to which account; to none for the platform's own events. The rest is made up, unless a test wants it otherwise. */
export interface EventSpec {
  type: string;
  account: string | null;
  object: object;
  id?: string;
  /** In seconds. */
  created?: number;
  livemode?: boolean;
}

type SentEvent = { id: string; type: string; account?: string };

const apiVersion = '2026-10-28.endive';
const answerWithinMs = 5_000;
/** Waits before an event is sent again; the real Stripe goes on for three days. */
const retryAfterMs = [500, 1_000, 2_000, 4_000, 8_000];
const maxDeliveries = 10_000;

/** The header that Stripe signs an event with: when, and the HMAC of that and the body. */
export function signatureOf(body: string, secret: string, atSeconds: number): string {
  const mac = createHmac('sha256', secret).update(`${atSeconds}.${body}`, 'utf8').digest('hex');
  return `t=${atSeconds},v1=${mac}`;
}

/** The platform's webhook endpoints, and what was sent to them. */
export class WebhookBoard {
  readonly #now: () => number;
  readonly #random: RandomBytes;
  #endpoints: WebhookEndpoint[] = [];
  readonly #deliveries = new BoundedList<Delivery>(maxDeliveries);

  constructor(now: () => number, random: RandomBytes) {
    this.#now = now;
    this.#random = random;
  }

  /** Registers an endpoint; one that is known by its address gets the new secret. */
  add(given: Record<string, unknown>): WebhookEndpoint {
    const { url, secret } = given;
    if (typeof url !== 'string' || !/^https?:\/\//.test(url) || typeof secret !== 'string') {
      throw new Error('An endpoint is {url, secret}.');
    }
    const others = this.#endpoints.filter((endpoint) => endpoint.url !== url);
    this.#endpoints = [...others, { url, secret }];
    return { url, secret };
  }

  clear(): void {
    this.#endpoints = [];
    this.#deliveries.clear();
  }

  deliveries(): Delivery[] {
    return this.#deliveries.toArray();
  }

  /**
   * Sends an event to every endpoint, several times if wanted, and returns how each first attempt
   * ended. What was not answered with 2xx is sent again after a while, meanwhile others go on.
   */
  async emit(spec: EventSpec, times = 1): Promise<Delivery[]> {
    const event = this.#eventOf(spec);
    const attempts = this.#endpoints.flatMap((endpoint) =>
      Array.from({ length: times }, async () => {
        const delivery = await this.#deliver(event, endpoint);
        if (!succeeded(delivery)) void this.#deliverLater(event, endpoint);
        return delivery;
      }),
    );
    return Promise.all(attempts);
  }

  #eventOf({ type, account, object, id, created, livemode = false }: EventSpec) {
    return {
      id: id ?? newId('evt_', 24, this.#random),
      object: 'event' as const,
      ...(account !== null && { account }),
      api_version: apiVersion,
      created: created ?? Math.floor(this.#now() / 1000),
      data: { object },
      livemode,
      pending_webhooks: this.#endpoints.length,
      request: { id: null, idempotency_key: null },
      type,
    };
  }

  async #deliver(event: SentEvent, { url, secret }: WebhookEndpoint): Promise<Delivery> {
    const body = JSON.stringify(event, null, 2);
    const signature = signatureOf(body, secret, Math.floor(this.#now() / 1000));
    // A signal that makes its own end may be collected before it ends anything.
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), answerWithinMs);
    const status = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
      body,
      redirect: 'manual',
      signal: ending.signal,
    })
      .then((response) => response.arrayBuffer().then(() => response.status))
      .catch(() => null)
      .finally(() => clearTimeout(timer));
    const { id, type, account = null } = event;
    const delivery = { event: id, type, account, url, status };
    this.#deliveries.push(delivery);
    return delivery;
  }

  async #deliverLater(event: SentEvent, endpoint: WebhookEndpoint) {
    for (const wait of retryAfterMs) {
      await pause(wait, undefined, { ref: false });
      if (!this.#endpoints.includes(endpoint)) return;
      if (succeeded(await this.#deliver(event, endpoint))) return;
    }
  }
}

const succeeded = ({ status }: Delivery) => status !== null && status >= 200 && status < 300;

/** The events of a change to an account: of itself, and of each capability that changed. */
export function eventsOfPatch(before: Account, after: Account): EventSpec[] {
  const changed = Object.entries(after.capabilities ?? {}).filter(
    ([name, status]) => before.capabilities?.[name] !== status,
  );
  return [
    { type: 'account.updated', account: after.id, object: after },
    ...changed.map(([id, status]) => ({
      type: 'capability.updated',
      account: after.id,
      object: { id, object: 'capability', account: after.id, requested: true, status },
    })),
  ];
}

/** The event of a platform's access to an account being given or taken away. */
export function eventOfAccess(account: string, given: boolean): EventSpec {
  return {
    type: `account.application.${given ? 'authorized' : 'deauthorized'}`,
    account,
    object: { id: 'ca_GantryLaneMarketplace', object: 'application', name: 'Gantry Lane' },
  };
}
