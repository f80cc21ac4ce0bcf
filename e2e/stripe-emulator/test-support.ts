import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type EmulatorOptions, startEmulator } from './server';

export const secretKey = 'sk_test_emulatorKeyForTests1234';

/** The account of the documented example: losses on the platform, requirements on Stripe. */
export const exampleAccount = 'acct_1NkDjjJyhOZfPCWt';
/** Legacy custom: the platform collects requirements and bears losses. */
export const customAccount = 'acct_1M1ne6T3hA5h4eGq';
/** Legacy custom with treasury and card_issuing active. */
export const customWithMoney = 'acct_1MkBDldejttpY2L0';
/** Legacy standard: everything is Stripe's. */
export const standardAccount = 'acct_1N4iYL3H6JryvxmM';

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape.
  body: any;
}

/** An emulator for the tests of one file, reset after each. */
export function testEmulator(options: Partial<EmulatorOptions> = {}) {
  let emulator: Awaited<ReturnType<typeof startEmulator>>;
  beforeAll(async () => {
    emulator = await startEmulator({ port: 0, secretKey, ...options });
  });
  afterEach(() => send('POST', '/_emulator/reset'));
  afterAll(() => emulator.close());

  async function send(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Reply> {
    const response = await fetch(emulator.url + path, { method, body, headers, signal });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: json ? JSON.parse(text) : text,
    };
  }

  const authorized = (headers: Record<string, string>) => ({
    Authorization: `Bearer ${secretKey}`,
    ...headers,
  });

  return {
    url: () => emulator.url,
    send,
    get: (path: string, headers = {}) => send('GET', path, undefined, authorized(headers)),
    /** Posts a form that is written out as it goes over the wire. */
    post: (path: string, form: string, headers = {}, signal?: AbortSignal) =>
      send(
        'POST',
        path,
        form,
        authorized({ 'Content-Type': 'application/x-www-form-urlencoded', ...headers }),
        signal,
      ),
    control: (method: string, name: string, body?: object) =>
      send(method, `/_emulator/${name}`, body && JSON.stringify(body)),
    stripe(config: Partial<Stripe.StripeConfig> = {}, key = secretKey) {
      const { hostname, port } = new URL(emulator.url);
      return new Stripe(key, {
        host: hostname,
        port,
        protocol: 'http',
        telemetry: false,
        maxNetworkRetries: 0,
        ...config,
      });
    },
  };
}

/** The part of a form that enables components. */
export function enable(...names: string[]): string {
  return names.map((name) => `components[${name}][enabled]=true`).join('&');
}

/** The part of a form that sets a feature. */
export function feature(name: string, key: string, value: boolean | string): string {
  return `components[${name}][features][${key}]=${value}`;
}
