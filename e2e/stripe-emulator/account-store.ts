import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Account } from './accounts';
import { crowdAccount, crowdId } from './crowd';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The platform's connected accounts: the seed, a crowd, and those created through the API. */
export class AccountStore {
  readonly #seed: readonly Account[];
  readonly #stateFile: string | undefined;
  /** Oldest first. A crowd's accounts are made when they are asked for: there may be very many. */
  readonly #accounts = new Map<string, Account | (() => Account)>();
  readonly #created = new Set<string>();
  /** Accounts that took the platform's access away; they keep their place. */
  readonly #revoked = new Set<string>();
  /** The list as it is handed out, until something is added or taken away. */
  #listed: { ids: readonly string[]; places: ReadonlyMap<string, number> } | undefined;

  /** With a state file, created accounts outlive the process; changes to seeded ones do not. */
  constructor(seed: readonly Account[], stateFile?: string) {
    this.#seed = seed;
    this.#stateFile = stateFile;
    this.#fill();
    for (const account of readState(stateFile)) this.#put(account);
  }

  get(id: string): Account | undefined {
    if (this.#revoked.has(id)) return undefined;
    const account = this.#accounts.get(id);
    return typeof account === 'function' ? account() : account;
  }

  /** The ids of all accounts, newest first, as Stripe lists them, and the place of each. */
  newestFirst(): { ids: readonly string[]; places: ReadonlyMap<string, number> } {
    if (!this.#listed) {
      const ids = [...this.#accounts.keys()].filter((id) => !this.#revoked.has(id)).reverse();
      this.#listed = { ids, places: new Map(ids.map((id, place) => [id, place])) };
    }
    return this.#listed;
  }

  add(account: Account): void {
    this.#put(account);
    this.#save();
  }

  /** Adds so many made-up accounts, the youngest of all. They are kept in no file. */
  addCrowd(count: number): void {
    const from = this.#accounts.size;
    for (let n = from; n < from + count; n += 1) {
      this.#accounts.set(crowdId(n), () => crowdAccount(n));
    }
    this.#listed = undefined;
  }

  /** Changes an account by a JSON merge patch (RFC 7396). Answers nothing for an unknown account. */
  patch(id: string, patch: Record<string, unknown>): Account | undefined {
    const account = this.get(id);
    if (!account) return undefined;
    const merged = mergePatch(account as unknown as Json, patch as Json);
    const changed = { ...(merged as unknown as Account), id };
    this.#accounts.set(id, changed);
    this.#save();
    return changed;
  }

  /** Takes away the platform's access to an account. */
  revoke(id: string): boolean {
    if (!this.get(id)) return false;
    this.#revoked.add(id);
    this.#listed = undefined;
    if (this.#created.has(id)) this.#save();
    return true;
  }

  /** Gives the platform back its access to an account. */
  restore(id: string): Account | undefined {
    if (!this.#revoked.delete(id)) return undefined;
    this.#listed = undefined;
    if (this.#created.has(id)) this.#save();
    return this.get(id);
  }

  /** Back to the seed; created accounts are gone, from the state file too. */
  reset(): void {
    this.#accounts.clear();
    this.#created.clear();
    this.#revoked.clear();
    this.#listed = undefined;
    this.#fill();
    if (this.#stateFile) rmSync(this.#stateFile, { force: true });
  }

  #fill(): void {
    for (const account of this.#seed) this.#accounts.set(account.id, structuredClone(account));
  }

  #put(account: Account): void {
    this.#accounts.set(account.id, account);
    this.#created.add(account.id);
    this.#listed = undefined;
  }

  #save(): void {
    if (!this.#stateFile) return;
    const created = [...this.#created].flatMap((id) => this.get(id) ?? []);
    const draft = `${this.#stateFile}.new`;
    writeFileSync(draft, JSON.stringify(created), { mode: 0o600 });
    renameSync(draft, this.#stateFile);
  }
}

function readState(file: string | undefined): Account[] {
  if (!file || !existsSync(file)) return [];
  const accounts: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const sound =
    Array.isArray(accounts) && accounts.every((one) => typeof one?.id === 'string' && one.id);
  if (!sound) throw new Error('The state file does not hold a list of accounts.');
  return accounts;
}

function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: Record<string, Json> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    // A plain assignment to this key would change the prototype instead.
    if (key === '__proto__') continue;
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
