import type { LoggedRequest } from '../stripe-emulator/request-log';
import { asForm } from '../support/emulator';
import { canonical } from './book';
import type { SeenMint } from './mints-book';

/** What Stripe saw and issued, taken out of the emulator while the run goes on: it keeps the last only. */
export class Harvest {
  readonly mints: SeenMint[] = [];
  readonly secrets = new Set<string>();
  readonly #url: string;
  /** Mints send one of few things: each text is kept once. */
  readonly #texts = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  /** Takes what has ended since the last time. */
  async take(): Promise<void> {
    const answer = await fetch(`${this.#url}/_emulator/drain`, { method: 'POST' });
    if (!answer.ok) throw new Error(`The emulator answered ${answer.status} to a drain.`);
    this.#keep((await answer.json()) as { requests: LoggedRequest[]; secrets: string[] });
  }

  /** Takes the rest, what never got an answer too. */
  async takeAll(): Promise<void> {
    await this.take();
    const answer = await fetch(`${this.#url}/_emulator/requests`);
    this.#keep({ requests: (await answer.json()) as LoggedRequest[], secrets: [] });
  }

  #keep({ requests, secrets }: { requests: LoggedRequest[]; secrets: string[] }): void {
    for (const secret of secrets) this.secrets.add(secret);
    for (const { method, path, requestId, status, params, idempotencyKey } of requests) {
      if (method !== 'POST' || path !== '/v1/account_sessions') continue;
      const text = canonical(params.components);
      const sent = this.#texts.get(text) ?? text;
      this.#texts.set(text, sent);
      const account = String(params.account);
      this.mints.push({ requestId, account, key: idempotencyKey, status, sent });
    }
  }
}

/** What was sent as it arrives at Stripe, where everything is text. */
export const asSeen = (sent: string): string => canonical(asForm(JSON.parse(sent)));
