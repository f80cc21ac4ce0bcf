import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type Switchyard, SwitchyardError } from '../../lib/client';
import type { Merchant } from './merchants';
import { merchantPage, signInPage } from './pages';

export interface Platform {
  switchyard: Switchyard;
  merchants: readonly Merchant[];
  publishableKey: string;
}

const FILES: Record<string, [file: string, type: string]> = {
  '/page.js': ['./page.js', 'text/javascript'],
  '/style.css': ['./style.css', 'text/css'],
  '/client/browser.js': ['../../lib/client/browser.js', 'text/javascript'],
  '/connect.js': ['../../node_modules/@stripe/connect-js/dist/pure.esm.js', 'text/javascript'],
};

/** What Stripe's components ask of a page, and nothing beside. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' https://connect-js.stripe.com https://js.stripe.com",
  'frame-src https://connect-js.stripe.com https://js.stripe.com',
  "img-src 'self' https://*.stripe.com",
  "style-src 'self' 'sha256-0hAheEzaMe6uXIKV4EehS9pu1am1lj/KnnzrOYqckXk='",
].join('; ');

const NOT_CONNECTED =
  'Your shop is not connected to payments. Write to help@pawprint.example, and we connect it with you.';

/** What a merchant can do about it, by Switchyard's code. */
const SENTENCES: Record<string, string> = {
  account_disconnected: NOT_CONNECTED,
  account_not_found: NOT_CONNECTED,
  no_component_enabled:
    'Payments are not switched on for your shop yet. Write to help@pawprint.example.',
};
const LATER = 'Payments are not available right now. Try again in a few minutes.';

/** Starts the platform on a port of this machine; 0 takes a free one. */
export function startPlatform(platform: Platform, port: number): Promise<Server> {
  const sessions = new Map<string, string>();

  const sessionOf = ({ headers }: IncomingMessage): string =>
    /(?:^|;\s*)shop=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';

  const merchantOf = (request: IncomingMessage): Merchant | undefined =>
    platform.merchants.find(({ id }) => id === sessions.get(sessionOf(request)));

  const html = (response: ServerResponse, text: string) =>
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'cache-control': 'no-store',
      })
      .end(text);

  const json = (response: ServerResponse, status: number, value: object) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(value));

  const home = (response: ServerResponse, cookie: string) =>
    response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();

  async function signIn(request: IncomingMessage, response: ServerResponse) {
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const id = randomBytes(16).toString('base64url');
    sessions.set(id, form.get('merchant') ?? '');
    home(response, `shop=${id}; HttpOnly; SameSite=Strict; Path=/`);
  }

  /** Whose session it is follows from who is signed in, never from what the page says. */
  async function mint(request: IncomingMessage, response: ServerResponse) {
    const merchant = merchantOf(request);
    if (!merchant) return json(response, 401, { message: 'Sign in again to see your payments.' });
    if (merchant.account === null) return json(response, 409, { message: NOT_CONNECTED });
    try {
      const { account } = merchant;
      const session = await platform.switchyard.createAccountSession({ account });
      const refunds = session.components.payments?.features.refund_management ?? false;
      return json(response, 200, { clientSecret: session.client_secret, refunds });
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error;
      console.error(`No session for ${merchant.account}: ${error.code}, ${error.requestId}`);
      return json(response, error.status || 503, { message: SENTENCES[error.code] ?? LATER });
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const route = `${request.method} ${request.url}`;
    const [file, type] = FILES[request.url ?? ''] ?? [];
    if (request.method === 'GET' && file && type) {
      const text = await readFile(fileURLToPath(new URL(file, import.meta.url)));
      return response.writeHead(200, { 'content-type': type }).end(text);
    }
    if (route === 'POST /sign-in') return signIn(request, response);
    if (route === 'POST /sign-out') {
      sessions.delete(sessionOf(request));
      return home(response, 'shop=; Max-Age=0; Path=/');
    }
    if (route === 'POST /account-session') return mint(request, response);
    if (route !== 'GET /') return json(response, 404, { message: 'There is no such page.' });
    const merchant = merchantOf(request);
    return html(
      response,
      merchant ? merchantPage(merchant, platform.publishableKey) : signInPage(platform.merchants),
    );
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => json(response, 500, { message: LATER }));
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
