import { rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writePrivateJson } from '../lib/files';

const signIn = z.object({ email: z.string(), password: z.string() });
const users = z.object({ admin: signIn, operator: signIn, support: signIn, auditor: signIn });
const credentials = { users, apiToken: z.string() };

/** The last line that the seed prints. */
export const seedResult = z.discriminatedUnion('seeded', [
  z.object({
    seeded: z.literal(true),
    ...credentials,
    /** One that a session can be minted for. */
    exampleAccount: z.string().nullable(),
  }),
  z.object({ seeded: z.literal(false) }),
]);
export type SeedResult = z.output<typeof seedResult>;

/** What the seed made known, once. */
export type Seeded = Omit<Extract<SeedResult, { seeded: true }>, 'seeded'>;

const demoFile = z.object({
  url: z.string(),
  ...credentials,
  stripe: z.object({ url: z.string(), secretKey: z.string().nullable() }),
});

/** What demo.json holds: where the demo runs and how to enter it. */
export type Demo = z.output<typeof demoFile>;

const fileIn = (dataDir: string) => path.join(dataDir, 'demo.json');

/** Reads demo.json; undefined where there is none, or not a whole one. */
export function readDemoFile(dataDir: string): Demo | undefined {
  return demoFile.safeParse(readJson(fileIn(dataDir))).data;
}

/**
 * Writes demo.json for a start; where nobody knows the sign-ins of its database, removes it.
 * A live Stripe key is not written down.
 */
export function writeDemoFile(
  dataDir: string,
  seeded: Seeded | undefined,
  now: { url: string; stripe: { url: string; secretKey: string } },
): void {
  if (!seeded) {
    rmSync(fileIn(dataDir), { force: true });
    return;
  }
  const secretKey = /^[sr]k_live_/.test(now.stripe.secretKey) ? null : now.stripe.secretKey;
  const demo: Demo = {
    url: now.url,
    users: seeded.users,
    apiToken: seeded.apiToken,
    stripe: { url: now.stripe.url, secretKey },
  };
  writePrivateJson(fileIn(dataDir), demo);
}
