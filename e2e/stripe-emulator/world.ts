import { randomBytes } from 'node:crypto';
import { AccountStore } from './account-store';
import type { Account } from './accounts';
import { AnswerBoard } from './answers';
import { maskKey } from './auth';
import { FaultBoard } from './faults';
import { FeeStore } from './fees';
import { IdempotencyStore } from './idempotency';
import type { RandomBytes } from './ids';
import { BoundedList, RequestLog } from './request-log';
import { seedAccounts } from './seed-accounts';
import { seedFees } from './seed-fees';
import { WebhookBoard } from './webhooks';

export interface WorldOptions {
  secretKey: string;
  /** The accounts to begin with; the emulator's own seed unless given. */
  seed?: readonly Account[];
  /** The time in milliseconds. */
  now?: () => number;
  random?: RandomBytes;
  /** The file that keeps created accounts from one process to the next. */
  state?: string;
}

/** Everything one emulator knows. */
export interface World {
  secretKey: string;
  maskedKey: string;
  now: () => number;
  random: RandomBytes;
  accounts: AccountStore;
  fees: FeeStore;
  issued: IssuedSessions;
  log: RequestLog;
  faults: FaultBoard;
  answers: AnswerBoard;
  idempotency: IdempotencyStore;
  webhooks: WebhookBoard;
}

const maxSecrets = 100_000;

/**
 * What was minted. The secrets are there so that a test can search a database dump, a log or a page
 * for every one of them: only who issued a secret can prove that it leaked nowhere. They stay in
 * memory, and a reset keeps them, since what was written before it may still hold them.
 */
export class IssuedSessions {
  readonly secrets = new BoundedList<string>(maxSecrets);
  #counts = new Map<string, number>();

  add(account: string, secret: string): void {
    this.secrets.push(secret);
    this.#counts.set(account, (this.#counts.get(account) ?? 0) + 1);
  }

  /** How many sessions each account got. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  resetCounts(): void {
    this.#counts = new Map();
  }
}

export function createWorld(options: WorldOptions): World {
  // A live key has no business here: it would end up in a process list and on standard output.
  if (!/^sk_test_\w{8,}$/.test(options.secretKey)) {
    throw new Error('The secret key must be a test key: sk_test_ and at least 8 characters.');
  }
  const now = options.now ?? Date.now;
  const seed = options.seed ?? seedAccounts();
  return {
    secretKey: options.secretKey,
    maskedKey: maskKey(options.secretKey),
    now,
    random: options.random ?? randomBytes,
    accounts: new AccountStore(seed, options.state),
    fees: new FeeStore(seedFees(seed)),
    issued: new IssuedSessions(),
    log: new RequestLog(),
    faults: new FaultBoard(),
    answers: new AnswerBoard(),
    idempotency: new IdempotencyStore(now),
    webhooks: new WebhookBoard(now, options.random ?? randomBytes),
  };
}

/** Back to the seed: nothing created, changed, logged, faulted or remembered. */
export function resetWorld(world: World): void {
  world.accounts.reset();
  world.fees.reset();
  world.issued.resetCounts();
  world.log.clear();
  world.faults.clear();
  world.answers.clear();
  world.idempotency.clear();
  world.webhooks.clear();
}
