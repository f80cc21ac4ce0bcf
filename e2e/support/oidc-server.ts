import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What the provider tells of somebody; they sign in under the key, with any password. */
export type Directory = Record<string, Record<string, unknown>>;

/** A real OpenID provider, with its own sign-in pages, for one test file. */
export interface OidcServer {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Its people; what is altered here counts at their next sign-in. */
  directory: Directory;
  close(): Promise<void>;
}

/** Starts a provider that sends people back to `redirectUri` only. */
export async function startOidcServer(redirectUri: string): Promise<OidcServer> {
  const directory: Directory = {};
  const clientId = 'switchyard';
  const clientSecret = randomBytes(24).toString('base64url');
  // Its own address is part of what it says, so it has to listen before it is made.
  let handle: ReturnType<Provider['callback']> | undefined;
  const server: Server = createServer((request, response) => handle?.(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'roles'],
    },
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...directory[sub] }),
    }),
  });
  handle = provider.callback();
  return {
    ...{ issuer, clientId, clientSecret, directory },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
