import { z } from 'zod';
import { serversOf } from './db-servers';
import type { Preview } from './domain/catalog';
import { appList } from './domain/catalog/app-list';
import { domainList, roleMap } from './domain/oidc';
import { secretsKey, secretsKeys } from './domain/secrets-key';
import { flag } from './domain/text';

const url = z.url();

/** One server of Postgres, or several behind commas. */
const databaseUrl = z.string().superRefine((given, context) => {
  try {
    serversOf(given);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

const variables = z.object({
  DATABASE_URL: databaseUrl,
  STRIPE_SECRET_KEY: z.string().min(1),
  /** Lets pages load Stripe's live components; see publishableKey. */
  STRIPE_PUBLISHABLE_KEY: z.string().optional(),
  /** Another Stripe than the real one, e.g. the emulator: http://host:port. */
  STRIPE_API_BASE: url.optional(),
  /** Secrets that Stripe's events are signed with, several behind commas; see webhookSecrets. */
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  /** Hours from the start of one sync of all accounts to the next; 0 schedules none. */
  MIRROR_SYNC_HOURS: z.coerce.number().int().min(0).max(8_760).default(24),
  /** Milliseconds between two pages of a sync. */
  MIRROR_SYNC_PAUSE_MS: z.coerce.number().int().min(0).max(60_000).default(100),
  /** Where the server listens. */
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  NEXTAUTH_URL: url.default('http://localhost:3000'),
  NEXTAUTH_SECRET: z.string().min(32, 'at least 32 characters'),
  /** Seals secrets that are kept, such as those of notice endpoints; the others only open. */
  SECRETS_KEY: secretsKey,
  SECRETS_KEYS_OLD: secretsKeys.default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Connections to Postgres that the console, and the front, may hold each. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  /** Accounts whose policies are kept in memory. */
  CACHE_ACCOUNTS: z.coerce.number().int().min(100).max(10_000_000).default(50_000),
  /** Whether the database may be listened to; behind a pooler that shares connections it may not. */
  CACHE_NOTIFICATIONS: flag.default(true),
  /** Mints that may be under way at once in this process; more are refused. */
  MINTS_AT_ONCE: z.coerce.number().int().min(1).max(10_000).default(200),
  /** Whether requests in Stripe's own form are refused where the policy would cut them. */
  V1_STRICT: flag.default(false),
  /** Whether Stripe's preview components are offered, and which apps within them; see previewOf. */
  STRIPE_PREVIEW_COMPONENTS: flag.default(false),
  STRIPE_PREVIEW_APPS: appList.default([]),
  /** Seconds for which a process that is to end still takes requests, so that balancers notice. */
  SHUTDOWN_DRAIN_SECONDS: z.coerce.number().int().min(0).max(120).default(0),
  /** Whether people may sign in with an email and a password. */
  PASSWORD_SIGN_IN: flag.default(true),
  /** An OpenID provider that people may sign in with; see singleSignOn. */
  OIDC_ISSUER: url.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What people call it: it stands on the sign-in page. */
  OIDC_NAME: z.string().max(40).default('single sign-on'),
  OIDC_SCOPE: z.string().default('openid email profile'),
  OIDC_ROLE_CLAIM: z.string().default('roles'),
  OIDC_ROLES: roleMap.optional(),
  OIDC_DOMAINS: domainList.optional(),
});

const schema = variables.superRefine((env, context) => {
  const needed = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const missing = needed.filter((name) => env[name] === undefined);
  if (missing.length > 0 && missing.length < needed.length) {
    for (const name of missing) {
      context.addIssue({ code: 'custom', path: [name], message: 'single sign-on needs it' });
    }
  }
  if (missing.length > 0 && !env.PASSWORD_SIGN_IN) {
    const message = 'false only where there is single sign-on, or nobody could sign in';
    context.addIssue({ code: 'custom', path: ['PASSWORD_SIGN_IN'], message });
  }
});

export type Env = z.output<typeof variables>;

let parsed: Env | undefined;

/**
 * The configuration that variables make; an empty one counts as not set.
 * Throws with the name of each variable that is missing or wrong, never with its value.
 */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const result = schema.safeParse(
    Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')),
  );
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not complete. ${wrong.join('; ')}. See the README.`);
  }
  return result.data;
}

/** The configuration, read from the environment once. Throws as `readEnv` does. */
export function env(): Env {
  parsed ??= readEnv(process.env);
  return parsed;
}

/** The OpenID provider that people may sign in with, or null where none is configured. */
export function singleSignOn({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, ...rest }: Env) {
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: rest.OIDC_NAME,
    scope: rest.OIDC_SCOPE,
    claims: {
      roleClaim: rest.OIDC_ROLE_CLAIM,
      roles: rest.OIDC_ROLES,
      domains: rest.OIDC_DOMAINS,
    },
  };
}

/** What the headers of pages depend on (lib/http/page-policy.ts). */
export function surroundingsOf(from: Env) {
  return {
    secure: isSecure(from),
    live: publishableKey(from).key !== undefined,
    development: process.env.NODE_ENV === 'development',
  };
}

/** Whether people reach the installation by https, as its configured address says. */
export const isSecure = ({ NEXTAUTH_URL }: Pick<Env, 'NEXTAUTH_URL'>) =>
  NEXTAUTH_URL.startsWith('https:');

const previews = new WeakMap<readonly string[], Preview>();

/** What the installation has opted in to of Stripe's preview components; null where it has not. */
export function previewOf({
  STRIPE_PREVIEW_COMPONENTS: wanted,
  STRIPE_PREVIEW_APPS: apps,
}: Pick<Env, 'STRIPE_PREVIEW_COMPONENTS' | 'STRIPE_PREVIEW_APPS'>): Preview | null {
  if (!wanted) return null;
  // The same one each time: what is worked out for it is kept by it.
  const known = previews.get(apps) ?? { apps };
  previews.set(apps, known);
  return known;
}

/** The mode that a key of Stripe's is for; undefined where it is no such key. */
function modeOf(key: string, kinds: string): string | undefined {
  return new RegExp(`^(?:${kinds})_(test|live)_`).exec(key)?.[1];
}

/**
 * The publishable key for pages, or in words what to set before there is one. Anything but a
 * publishable key is kept back: it may be a secret one that was put into the wrong variable. Its
 * mode has to be the secret key's, because Stripe's components refuse sessions of the other mode.
 */
export function publishableKey({
  STRIPE_PUBLISHABLE_KEY: key,
  STRIPE_SECRET_KEY: secret,
}: Pick<Env, 'STRIPE_PUBLISHABLE_KEY' | 'STRIPE_SECRET_KEY'>):
  | { key: string; wanting?: undefined }
  | { key?: undefined; wanting: string } {
  if (key === undefined) {
    return { wanting: 'Set STRIPE_PUBLISHABLE_KEY to your platform’s publishable key (pk_…).' };
  }
  const mode = modeOf(key, 'pk');
  if (mode === undefined) {
    return { wanting: 'STRIPE_PUBLISHABLE_KEY is not a publishable key: those begin with pk_.' };
  }
  const secretMode = modeOf(secret, 'sk|rk');
  if (mode !== secretMode) {
    return {
      wanting: `STRIPE_PUBLISHABLE_KEY is a ${mode} key and STRIPE_SECRET_KEY is ${
        secretMode ? `a ${secretMode} key` : 'of no known mode'
      }: both have to be of one mode.`,
    };
  }
  return { key };
}

/**
 * The secrets that an event of Stripe's may be signed with: one for each endpoint, and two for one
 * whose secret is being replaced. None where webhooks are not set up.
 */
export function webhookSecrets({ STRIPE_WEBHOOK_SECRET }: Pick<Env, 'STRIPE_WEBHOOK_SECRET'>) {
  const secrets = (STRIPE_WEBHOOK_SECRET ?? '').split(',').map((secret) => secret.trim());
  return secrets.filter((secret) => secret !== '');
}

/** All values of the configuration that are secret, in the forms in which they could be told. */
export function secretValues(env: Env): string[] {
  const keys = [env.SECRETS_KEY, ...env.SECRETS_KEYS_OLD];
  return [
    env.STRIPE_SECRET_KEY,
    env.NEXTAUTH_SECRET,
    env.OIDC_CLIENT_SECRET ?? '',
    new URL(serversOf(env.DATABASE_URL)[0]).password,
    ...webhookSecrets(env),
    ...keys.flatMap((key) => SPELLINGS.map((spelling) => Buffer.from(key).toString(spelling))),
  ].filter((secret) => secret !== '');
}

const SPELLINGS = ['base64', 'base64url', 'hex'] as const;

const EXPORTS = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_TRACES_EXPORTER',
] as const;

/** Whether OpenTelemetry's own variables ask for traces; its SDK reads the rest of them by itself. */
export function tracingWanted(from: Readonly<NodeJS.ProcessEnv> = process.env): boolean {
  if (from.OTEL_SDK_DISABLED === 'true' || from.OTEL_TRACES_EXPORTER === 'none') return false;
  return EXPORTS.some((name) => from[name]);
}

/** The name under which traces show; the product's own unless OpenTelemetry's variable says another. */
export function serviceName(from: Readonly<NodeJS.ProcessEnv> = process.env): string | undefined {
  const named =
    from.OTEL_SERVICE_NAME || /(^|,)service\.name=/.test(from.OTEL_RESOURCE_ATTRIBUTES ?? '');
  return named ? undefined : 'switchyard';
}
