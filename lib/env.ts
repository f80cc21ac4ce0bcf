import { z } from 'zod';

const url = z.url();

const schema = z.object({
  DATABASE_URL: url,
  STRIPE_SECRET_KEY: z.string().min(1),
  /** Lets pages load Stripe's live components; see publishableKey. */
  STRIPE_PUBLISHABLE_KEY: z.string().optional(),
  /** Another Stripe than the real one, e.g. the emulator: http://host:port. */
  STRIPE_API_BASE: url.optional(),
  NEXTAUTH_URL: url.default('http://localhost:3000'),
  NEXTAUTH_SECRET: z.string().min(32, 'at least 32 characters'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Connections to Postgres that this process may hold. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
});

export type Env = z.output<typeof schema>;

let parsed: Env | undefined;

/**
 * The configuration, read from the environment once and checked.
 * Throws with the name of each variable that is missing or wrong, never with its value.
 */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(
    Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== '')),
  );
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not complete. ${wrong.join('; ')}. See the README.`);
  }
  parsed = result.data;
  return parsed;
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
