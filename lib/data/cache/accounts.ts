import 'server-only';
import { LRUCache } from 'lru-cache';
import { rowsOf } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import type { AssignedBy, OverrideLayer } from '@/lib/domain/policy';
import type { Traits } from '@/lib/domain/traits';
import { env } from '@/lib/env';
import { traitsOf } from '../account-rows';
import { inBatches } from './batch';
import { feed } from './feed';

/** What decides an account's policy beside templates and rules. */
export interface KeptAccount {
  traits: Traits;
  /** The template that the account has, with how it came to it. */
  template: string;
  assignedBy: AssignedBy;
  overrides: readonly OverrideLayer[];
  /** The revision of the account's own policy. */
  revision: number;
  disconnectedAt: Date | null;
  /** Whether the last session differed from what was predicted. */
  drifting: boolean;
}

interface OverrideJson {
  cell: Cell;
  setting: 'on' | 'off';
  note: string | null;
  expires_at: string | null;
  decided_at: string;
  change_id: string;
}

interface Row {
  id: string;
  email: string | null;
  country: string | null;
  dashboard_type: string | null;
  losses_payments: string | null;
  requirement_collection: string | null;
  fees_payer: string | null;
  capabilities: unknown;
  tags: string[];
  details_submitted: boolean;
  payout_interval: string | null;
  disconnected_at: Date | null;
  policy_revision: number;
  drifting: boolean;
  template_key: string;
  assigned_by: AssignedBy;
  overrides: OverrideJson[] | null;
}

const LOAD = `
  SELECT a.id, a.email, a.country, a.dashboard_type, a.losses_payments, a.requirement_collection,
    a.fees_payer, a.capabilities, a.tags, a.details_submitted, a.payout_interval, a.disconnected_at,
    a.policy_revision, a.drifting, a.template_key, a.assigned_by,
    (SELECT json_agg(o) FROM override o WHERE o.account_id = a.id) AS overrides
  FROM account a WHERE a.id = ANY($1::text[])`;

const NO_OVERRIDES: readonly OverrideLayer[] = [];

const overrideOf = (row: OverrideJson): OverrideLayer => ({
  cell: row.cell,
  setting: row.setting,
  note: row.note,
  expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
  decidedAt: new Date(row.decided_at),
  changeId: row.change_id,
});

/** Few kinds of capabilities and of tags stand behind many accounts: equal ones are kept once. */
const shared = new LRUCache<string, Traits['capabilities'] | readonly string[]>({ max: 10_000 });

function once<T extends Traits['capabilities'] | string[]>(value: T): T {
  const text = JSON.stringify(value);
  const known = shared.get(text);
  if (known !== undefined) return known as T;
  shared.set(text, value);
  return value;
}

function keptOf(row: Row): KeptAccount {
  const traits = traitsOf({
    email: row.email,
    country: row.country,
    dashboardType: row.dashboard_type,
    lossesPayments: row.losses_payments,
    requirementCollection: row.requirement_collection,
    feesPayer: row.fees_payer,
    capabilities: row.capabilities as Record<string, string>,
    tags: row.tags,
    detailsSubmitted: row.details_submitted,
    payoutInterval: row.payout_interval,
  });
  return {
    traits: { ...traits, capabilities: once(traits.capabilities), tags: once([...traits.tags]) },
    template: row.template_key,
    assignedBy: row.assigned_by,
    overrides: row.overrides?.map(overrideOf) ?? NO_OVERRIDES,
    revision: row.policy_revision,
    disconnectedAt: row.disconnected_at,
    drifting: row.drifting,
  };
}

async function load(ids: readonly string[]): Promise<ReadonlyMap<string, KeptAccount>> {
  const rows = await rowsOf<Row>({ name: 'cache_accounts', text: LOAD, values: [ids] });
  return new Map(rows.map((row) => [row.id, keptOf(row)]));
}

function create() {
  const kept = new LRUCache<string, KeptAccount>({ max: env().CACHE_ACCOUNTS });
  feed().keep((news) => {
    if (news === null) return kept.clear();
    for (const { kind, ids } of news) {
      if (kind !== 'account') continue;
      if (ids === null) kept.clear();
      else for (const id of ids) kept.delete(id);
    }
  });
  return { kept, wanted: inBatches(load) };
}

const holder = globalThis as { keptAccounts?: ReturnType<typeof create> };

function accounts() {
  holder.keptAccounts ??= create();
  return holder.keptAccounts;
}

/** What is kept of an account; undefined where it is not kept. */
export const keptAccount = (id: string): KeptAccount | undefined => accounts().kept.get(id);

/**
 * Reads an account, keeps it and returns it; undefined where the mirror lacks it. Nothing is kept
 * where something was altered while it was read; whoever asks sees that by the feed's generation.
 */
export async function loadAccount(id: string): Promise<KeptAccount | undefined> {
  const { kept, wanted } = accounts();
  const { generation } = feed();
  const found = await wanted(id);
  if (found && feed().generation === generation) kept.set(id, found);
  return found;
}
