import { z } from 'zod';

const url = z.url();

const schema = z.object({
  DATABASE_URL: url,
  STRIPE_SECRET_KEY: z.string().min(1),
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
