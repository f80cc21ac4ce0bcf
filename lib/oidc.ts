import 'server-only';
import { randomUUID } from 'node:crypto';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { signInWithOidc } from './data/oidc-sign-in';
import { readPerson } from './domain/oidc';
import { env, singleSignOn } from './env';

/** The provider's id: it stands in the address that the provider is told to come back to. */
export const OIDC = 'oidc';

type Claims = Record<string, unknown> & { sub: string };

/** Longest that the provider may take for one answer. */
const TIMEOUT_MS = 10_000;

/** next-auth's description of the OpenID provider of the configuration; none where there is none. */
export function oidcProviders(): OAuthConfig<Claims>[] {
  const sso = singleSignOn(env());
  if (!sso) return [];
  const { issuer, clientId, clientSecret, name, scope } = sso;
  return [
    {
      ...{ id: OIDC, name, type: 'oauth', clientId, clientSecret },
      wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      issuer,
      authorization: { params: { scope } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      httpOptions: { timeout: TIMEOUT_MS },
      userinfo: {
        // Providers put emails and groups into either of the two.
        request: async ({ client, tokens }) => {
          const { access_token: token } = tokens;
          const asks =
            token !== undefined && client.issuer.metadata.userinfo_endpoint !== undefined;
          // next-auth's type leaves out what the set of tokens can do.
          const { claims } = tokens as unknown as { claims(): Claims };
          return { ...claims.call(tokens), ...(asks && (await client.userinfo(token))) };
        },
      },
      profile: (claims) => ({ id: claims.sub }),
    },
  ];
}

/**
 * Lets somebody in whom the provider has signed in, or says under which name the sign-in page
 * explains why not.
 */
export async function admitFromProvider(
  claims: Claims,
  now: Date,
): Promise<{ id: string; sessionEpoch: number } | { refused: string }> {
  const sso = singleSignOn(env());
  if (!sso) return { refused: 'Unavailable' };
  try {
    return await signInWithOidc({
      issuer: sso.issuer,
      person: readPerson(claims, sso.claims),
      requestId: randomUUID(),
      now,
    });
  } catch {
    return { refused: 'Unavailable' };
  }
}
