import { randomBytes } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { saveAccount, saveAccounts } from '@/lib/data/account-mirror';
import { submitChange } from '@/lib/data/changes/submit-change';
import type { Context } from '@/lib/data/context';
import { PrismaClient } from '@/lib/data/generated/client';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { changeRequest } from '@/lib/domain/edits';
import type { AppError } from '@/lib/domain/errors';
import { parse } from '@/lib/domain/parse';
import { ROLES, type Role, type Scope, SYSTEM, type UserActor } from '@/lib/domain/permissions';
import { traitsOf } from '@/lib/domain/testing/fixtures';
import type { ChangeView } from '@/lib/domain/views';
import { env } from '@/lib/env';
import { listAccountPage, retrieveAccount } from '@/lib/stripe/accounts';
import type { Fault } from '../stripe-emulator/faults';
import type { LoggedRequest } from '../stripe-emulator/request-log';
import { withBytesRead } from './bytes-read';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

/** The moment at which tests of verbs happen: later than any database was made. */
export const NOW = new Date('2031-05-05T12:00:00.000Z');

/** A moment some milliseconds after the tests' own; before it where they are negative. */
export const later = (ms: number): Date => new Date(NOW.getTime() + ms);

let requests = 0;
const requestId = () => `test-request-${++requests}`;

const USER_IDS: Readonly<Record<Role, string>> = {
  admin: '10000000-0000-4000-8000-000000000001',
  operator: '10000000-0000-4000-8000-000000000002',
  support: '10000000-0000-4000-8000-000000000003',
  auditor: '10000000-0000-4000-8000-000000000004',
};

/** A request by a signed-in person of a role; each has an id of its own. */
export function as(role: Role, now = NOW): Context {
  const email = `${role}@example.com`;
  const actor = { kind: 'user', id: USER_IDS[role], name: `Test ${role}`, email, role } as const;
  return { actor, requestId: requestId(), now };
}

/** A request by a machine whose token has these scopes. */
export function withScopes(scopes: readonly Scope[], now = NOW): Context {
  const id = '20000000-0000-4000-8000-000000000001';
  return { actor: { kind: 'token', id, name: 'Test token', scopes }, requestId: requestId(), now };
}

/** A request by the product itself. */
export function asSystem(now = NOW): Context {
  return { actor: SYSTEM, requestId: requestId(), now };
}

/** Submits edits, written as a request would have them, as an operator. */
export function change(
  edits: object[],
  more: { context?: Context; reason?: string; dryRun?: boolean } = {},
): Promise<ChangeView> {
  const { context = as('operator'), reason = 'Because of a test', dryRun = false } = more;
  return submitChange(context, parse(changeRequest, { reason, edits, dryRun }));
}

let names = 0;

/** Makes a template that says this, and returns its key, which no other test has. */
export async function newTemplate(
  set: Record<string, 'on' | 'off'> = {},
  parent: string | null = null,
): Promise<string> {
  const key = `template-${++names}`;
  const name = `Template ${names}`;
  await change([{ op: 'template.create', key, name, extends: parent, set }]);
  return key;
}

/** An account id that no other test has. */
export const newAccountId = () => `acct_1Test${randomBytes(6).toString('hex')}`;

/** What Stripe might say of an ordinary account. */
export function factsOf(
  more: Partial<Omit<AccountFacts, 'traits'>> & { traits?: Partial<AccountFacts['traits']> } = {},
): AccountFacts {
  const { tags: _tags, ...traits } = traitsOf('express', more.traits);
  const id = more.id ?? newAccountId();
  return { name: `Shop ${id}`, defaultCurrency: 'usd', createdAt: NOW, ...more, id, traits };
}

/** Puts an account into the mirror, as if Stripe had said this of it, and returns its id. */
export async function newAccount(more: Parameters<typeof factsOf>[0] = {}): Promise<string> {
  const facts = factsOf(more);
  await saveAccount(facts, NOW);
  return facts.id;
}

/** Puts one of the emulator's accounts into the mirror. */
export async function importAccount(id: string): Promise<string> {
  const facts = await retrieveAccount(id, 5_000);
  if (!facts) throw new Error(`The emulator has no account ${id}.`);
  await saveAccount(facts, NOW);
  return id;
}

/** Puts all of the emulator's accounts into the mirror and returns their ids. */
export async function importAllAccounts(): Promise<string[]> {
  const ids: string[] = [];
  for (let more = true; more; ) {
    const after = ids.at(-1);
    const page = await listAccountPage(after === undefined ? {} : { after });
    if (page === 'lost') throw new Error(`The emulator no longer has ${after}.`);
    const saving = { askedAt: NOW, requestId: requestId(), now: NOW };
    await saveAccounts(page.accounts, saving);
    ids.push(...page.accounts.map(({ id }) => id));
    more = page.hasMore;
  }
  return ids;
}

/** What a promise is rejected with; throws where it is not. */
export async function failure(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: AppError) => ({ error }),
  );
  if ('error' in outcome) return outcome.error;
  throw new Error(`This should have failed, and gave ${JSON.stringify(outcome.value)}`);
}

/**
 * Gives lib a database for which it waits as long as it takes. For tests that do many things at once:
 * they ask in what order things happen, not whether a busy machine does them in time.
 */
export function patientDatabase(): void {
  const wait = 60_000;
  const adapter = new PrismaPg({ connectionString: env().DATABASE_URL, max: 25 });
  const transactionOptions = { maxWait: wait, timeout: wait };
  Object.assign(globalThis, { prismaClient: new PrismaClient({ adapter, transactionOptions }) });
}

// The setup of each test file ends it: this module may outlive the file, and its database.
const holder = globalThis as { queryPool?: pg.Pool };

/** Rows of a query, through a connection that lib knows nothing of. */
export async function query<Row extends pg.QueryResultRow = Record<string, unknown>>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  holder.queryPool ??= new pg.Pool({ connectionString: env().DATABASE_URL, max: 3 });
  return (await holder.queryPool.query<Row>(sql, values)).rows;
}

/** Puts the people of `as` into the database, each with the own role again. Nobody can sign in as them. */
export async function addPeople(): Promise<void> {
  for (const role of ROLES) {
    const { email, id, name } = as(role).actor as UserActor;
    await query(
      `INSERT INTO app_user (id, email, name, role, password_hash, created_at)
       VALUES ($1, $2, $3, $4::role, 'none', $5)
       ON CONFLICT (id) DO UPDATE SET role = EXCLUDED.role, disabled_at = NULL`,
      [id, email, name, role, NOW],
    );
  }
}

/** Every row of every table as text, by table: what a dump of the database would hold. */
export async function dump(): Promise<Record<string, string[]>> {
  await mintsSettled();
  const tables = await query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' ORDER BY 1`,
  );
  const rows: Record<string, string[]> = {};
  for (const { name } of tables) {
    const found = await query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    rows[name] = found.map(({ row }) => withBytesRead(row));
  }
  return rows;
}

/** Waits until the ends of all mints so far are in the audit. */
export async function mintsSettled(): Promise<void> {
  const { mintLedger } = globalThis as { mintLedger?: { settled(): Promise<void> } };
  await mintLedger?.settled();
}

/** Tables that say nothing of their own: what caches forget, and what audit entries tell as well. */
const BESIDE = new Set(['audit_unsettled', 'invalidation', 'sent_components']);

/** How many rows were added to each table by what is done; tables that stay as they were do not show. */
export async function rowsAddedBy(act: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await dump();
  await act();
  const after = await dump();
  return Object.fromEntries(
    Object.entries(after)
      .map(([table, rows]) => [table, rows.length - (before[table]?.length ?? 0)] as const)
      .filter(([table, added]) => added !== 0 && !BESIDE.has(table)),
  );
}

async function control<T>(method: string, name: string, body?: object): Promise<T> {
  const response = await fetch(`${env().STRIPE_API_BASE}/_emulator/${name}`, {
    method,
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${name}: ${text}`);
  return (text && JSON.parse(text)) as T;
}

const SESSIONS = '/v1/account_sessions';

/** The emulator's other side. */
export const emulator = {
  /** Forgets requests and faults, and puts its accounts back to what they were. */
  reset: () => control<void>('POST', 'reset'),
  requests: () => control<LoggedRequest[]>('GET', 'requests'),
  /** The requests for account sessions. */
  sessionRequests: async () =>
    (await emulator.requests()).filter(
      ({ method, path }) => method === 'POST' && path === SESSIONS,
    ),
  /** Misbehaves, on requests for sessions unless another path is given. */
  fault: (fault: Fault) => control<void>('POST', 'faults', { path: SESSIONS, ...fault }),
  /** Answers sessions otherwise than the table says, of one account or of all. */
  answer: (components: object, account?: string) =>
    control<void>('POST', 'answers', { components, account }),
  /** Every secret that was ever issued. */
  secrets: () => control<string[]>('GET', 'secrets'),
  patchAccount: (id: string, patch: object) => control<void>('PATCH', `accounts/${id}`, patch),
  revokeAccount: (id: string) => control<void>('DELETE', `accounts/${id}`),
  restoreAccount: (id: string) => control<void>('POST', `accounts/${id}`),
  /** Adds so many made-up accounts. */
  crowd: (count: number) => control<void>('POST', 'crowd', { count }),
  /** Takes a fee from an account, as a charge of its does. */
  takeFee: (fee: { account: string; amount: number } & Record<string, unknown>) =>
    control<{ id: string; account: string; charge: string; created: number }>('POST', 'fees', fee),
  /** Sends events to an address from now on, signed with a secret. */
  webhook: (url: string, secret: string) => control<void>('POST', 'webhooks', { url, secret }),
  /** Sends an event and returns how each attempt ended. */
  emit: (
    event: { type: string; account: string | null; times?: number } & Record<string, unknown>,
  ) => control<{ status: number | null }[]>('POST', 'events', event),
};

/** What a session of a user's that begins now is known by. */
export async function newSession(id: string): Promise<number> {
  const [row] = await query<{ epoch: number }>(
    'SELECT session_epoch AS epoch FROM app_user WHERE id = $1',
    [id],
  );
  if (!row) throw new Error(`There is no user ${id}.`);
  return row.epoch;
}
