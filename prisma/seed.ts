import { randomBytes, randomUUID } from 'node:crypto';
import { saveAccounts } from '@/lib/data/account-mirror';
import { submitChange } from '@/lib/data/changes/submit-change';
import type { Context } from '@/lib/data/context';
import { createToken } from '@/lib/data/tokens';
import { createUser } from '@/lib/data/users';
import { db } from '@/lib/db';
import { ROLES, type Role, SCOPES, SYSTEM } from '@/lib/domain/permissions';
import { guardErrors } from '@/lib/guard-output';
import { listAccountPage } from '@/lib/stripe/accounts';
import { demoOverrides } from './demo/overrides';
import { DEMO_CHANGES } from './demo/templates';

const NAMES: Record<Role, string> = {
  admin: 'Ada Marlowe',
  operator: 'Olu Brandt',
  support: 'Sana Whitlock',
  auditor: 'Aurel Quist',
};

const context = (): Context => ({
  actor: SYSTEM,
  requestId: `seed-${randomUUID()}`,
  now: new Date(),
});

async function seedUsers() {
  const users = {} as Record<Role, { email: string; password: string }>;
  for (const role of ROLES) {
    const user = {
      email: `${role}@switchyard.example`,
      password: randomBytes(12).toString('base64url'),
    };
    await createUser(context(), { ...user, name: NAMES[role], role });
    users[role] = user;
  }
  return users;
}

/** The newest accounts, for the demo to have some: the server's first sync brings all of them. */
async function seedAccounts(): Promise<string[]> {
  const { requestId, now } = context();
  const page = await listAccountPage();
  if (page === 'lost') return [];
  await saveAccounts(page.accounts, { askedAt: now, requestId, now });
  return page.accounts.map(({ id }) => id).sort();
}

/** Applies the demo's changes that are not there yet: a seed that was cut short goes on. */
async function seedPolicy(accounts: readonly string[]): Promise<void> {
  const applied = await db().change.findMany({ select: { reason: true } });
  const known = new Set(applied.map(({ reason }) => reason));
  const overrides = accounts.length > 0 ? demoOverrides(accounts, new Date()) : [];
  for (const change of [...DEMO_CHANGES, ...overrides]) {
    if (known.has(change.reason)) continue;
    await submitChange(context(), { ...change, dryRun: false, draft: false, applyAt: null });
  }
}

/**
 * Fills an empty installation: the first of Stripe's connected accounts, a demo policy, an API
 * token, and users of every role, who come last and say that it is done. The last line of output
 * says what was made, as JSON.
 */
async function seed(): Promise<object> {
  if ((await db().user.count()) > 0) return { seeded: false };
  const accounts = await seedAccounts();
  await seedPolicy(accounts);
  const { token } = await createToken(context(), {
    name: 'Demo back end',
    scopes: [...SCOPES],
    expiresAt: null,
  });
  const users = await seedUsers();
  return { seeded: true, users, apiToken: token, exampleAccount: accounts[0] ?? null };
}

guardErrors();
try {
  console.log(JSON.stringify(await seed()));
} finally {
  await db().$disconnect();
}
