import type { Cell } from '@/lib/domain/cells';
import type { AuditView } from '@/lib/domain/views';
import { cellName } from '@/lib/domain/words/cells';
import type { AuditLineWords } from './audit-lines';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NAMES: Record<string, string> = {
  email: 'Email',
  country: 'Country',
  dashboardType: 'Dashboard',
  lossesPayments: 'Losses',
  requirementCollection: 'Requirements',
  feesPayer: 'Fees',
  detailsSubmitted: 'Details submitted',
  payoutInterval: 'Payout schedule',
  template: 'Template',
};

function worded(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

const line = (key: string, what: string, before: unknown, after: unknown): AuditLineWords => ({
  ...{ key, what, before: worded(before), after: worded(after) },
});

function capabilityLines(before: unknown, after: unknown): AuditLineWords[] {
  const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  return Object.keys({ ...old, ...now }).map((name) =>
    line(`capability ${name}`, `Capability ${name}`, old[name], now[name]),
  );
}

function cellLines(cells: unknown): AuditLineWords[] {
  const all = Array.isArray(cells) ? cells.filter(isObject) : [];
  const onOff = (value: unknown) => (value ? 'on' : 'off');
  return all.map(({ cell, before, after }) =>
    line(`cell ${cell}`, cellName(cell as Cell), onOff(before), onOff(after)),
  );
}

/**
 * What Stripe says differently of an account, in words: its traits, and the cells that turned with
 * them. Null for any other act.
 */
export function syncedLines({ action, before, after }: AuditView): AuditLineWords[] | null {
  if (action !== 'account.sync' || !isObject(after)) return null;
  const old = isObject(before) ? before : {};
  const { cells, capabilities, ...traits } = after;
  return [
    ...Object.entries(traits).map(([name, value]) =>
      line(name, NAMES[name] ?? name, old[name], value),
    ),
    ...capabilityLines(old.capabilities, capabilities),
    ...cellLines(cells),
  ];
}
