import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { as, rowsAddedBy, withScopes } from '@/e2e/support/verbs';
import { exportAccounts } from '@/lib/data/account-export';
import { exportAudit } from '@/lib/data/audit-export';
import type { Context, Verb } from '@/lib/data/context';
import { ROLES, type Role, SCOPES, type Scope } from '@/lib/domain/permissions';

const EVERYBODY: Role[] = ['admin', 'operator', 'support', 'auditor'];
const WRITERS: Role[] = ['admin', 'operator'];
const ADMIN: Role[] = ['admin'];

/**
 * Every verb with the roles and the scope that may call it, written out by hand. A verb that is not
 * in here fails the tests: say who may call it before anybody does.
 */
const TABLE: Record<string, { roles: Role[]; scope: Scope | null }> = {
  'lib/data/account-counts.ts accountFacets': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/account-counts.ts countAccounts': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/account-history.ts getAccountHistory': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/account-history.ts getCellHistory': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/account-list.ts listAccounts': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/account-states.ts listAccountStates': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/accounts.ts accountFacets': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/accounts.ts countAccounts': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/accounts.ts getAccount': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/accounts.ts listAccounts': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/audit-chain.ts verifyAudit': {
    roles: ['admin', 'operator', 'auditor'],
    scope: 'audit:read',
  },
  'lib/data/audit.ts listAudit': { roles: ['admin', 'operator', 'auditor'], scope: 'audit:read' },
  'lib/data/bulk/due-jobs.ts applyApprovedChunks': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/bulk/due-jobs.ts runningBulkJobs': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/bulk/jobs.ts getBulkJob': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/bulk/jobs.ts listBulkJobs': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/bulk/jobs.ts moveBulkJob': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/bulk/run-chunk.ts failBulkJob': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/bulk/run-chunk.ts runBulkChunk': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/bulk/start-csv.ts startCsvJob': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/bulk/start-job.ts startBulkJob': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/change-list.ts getChange': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/change-list.ts countOpenChanges': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/change-list.ts listChanges': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/changes/act-on-change.ts actOnChange': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/changes/act-on-change.ts applyDueChange': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/changes/act-on-change.ts reviewChange': { roles: WRITERS, scope: null },
  'lib/data/changes/due.ts dueChanges': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/changes/due.ts expireOverrides': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/changes/due.ts nextDue': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/changes/list-touched.ts listTouched': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/changes/list-touched.ts listTouchedByEdits': {
    roles: WRITERS,
    scope: 'policy:write',
  },
  'lib/data/changes/open-changes.ts openChangesOf': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/changes/revert-change.ts revertChange': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/changes/submit-change.ts submitChange': { roles: WRITERS, scope: 'policy:write' },
  'lib/data/drift.ts driftOfAccount': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/drift.ts driftingCells': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/drift.ts listDrift': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/fees/fees.ts getKeptFee': { roles: EVERYBODY, scope: 'fees:read' },
  'lib/data/fees/fees.ts listFees': { roles: EVERYBODY, scope: 'fees:read' },
  'lib/data/fees/refund-requests.ts failRefund': { roles: ADMIN, scope: null },
  'lib/data/fees/refund-requests.ts findRefund': { roles: ADMIN, scope: null },
  'lib/data/fees/refund-requests.ts openRefund': { roles: ADMIN, scope: null },
  'lib/data/fees/refund-requests.ts postponeRefund': { roles: ADMIN, scope: null },
  'lib/data/fees/refund-requests.ts settleRefund': { roles: ADMIN, scope: null },
  'lib/data/fees/refund-requests.ts takeRefunds': { roles: ADMIN, scope: null },
  'lib/data/fees/sync-work.ts nextFeeWork': { roles: WRITERS, scope: null },
  'lib/data/fees/sync-work.ts releaseFeeSync': { roles: WRITERS, scope: null },
  'lib/data/fees/sync-work.ts restartFeeList': { roles: WRITERS, scope: null },
  'lib/data/fees/sync-work.ts saveFeePage': { roles: WRITERS, scope: null },
  'lib/data/fees/sync-work.ts stallFeeSync': { roles: WRITERS, scope: null },
  'lib/data/fees/sync-work.ts startDueFeeSync': { roles: WRITERS, scope: null },
  'lib/data/fees/sync-work.ts takeFeeSync': { roles: WRITERS, scope: null },
  'lib/data/readings.ts takeReadings': { roles: WRITERS, scope: 'metrics:read' },
  'lib/data/governance.ts countBreaches': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/governance.ts getApprovals': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/governance.ts getGuardrails': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/idempotency.ts claimKey': { roles: WRITERS, scope: 'sessions:create' },
  'lib/data/cache/prune.ts pruneNews': { roles: WRITERS, scope: null },
  'lib/data/idempotency.ts pruneKeys': { roles: WRITERS, scope: null },
  'lib/data/idempotency.ts releaseKey': { roles: WRITERS, scope: 'sessions:create' },
  'lib/data/invitations.ts createInvitation': { roles: ADMIN, scope: null },
  'lib/data/invitations.ts listInvitations': { roles: ADMIN, scope: null },
  'lib/data/invitations.ts renewInvitation': { roles: ADMIN, scope: null },
  'lib/data/invitations.ts revokeInvitation': { roles: ADMIN, scope: null },
  'lib/data/mirror/events.ts pruneEvents': { roles: WRITERS, scope: null },
  'lib/data/mirror/events.ts receiveEvent': { roles: WRITERS, scope: null },
  'lib/data/mirror/refreshes.ts nextRefresh': { roles: WRITERS, scope: null },
  'lib/data/mirror/refreshes.ts postponeRefresh': { roles: WRITERS, scope: null },
  'lib/data/mirror/refreshes.ts saveRefresh': { roles: WRITERS, scope: null },
  'lib/data/mirror/refreshes.ts takeRefreshes': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-runs.ts cancelSync': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-runs.ts getSync': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/mirror/sync-runs.ts startDueSync': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-runs.ts startSync': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-work.ts absentAccounts': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-work.ts finishSync': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-work.ts nextSync': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-work.ts releaseSync': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-work.ts restartList': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-work.ts saveChecked': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-work.ts saveSyncPage': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-work.ts stallSync': { roles: WRITERS, scope: null },
  'lib/data/mirror/sync-work.ts takeSync': { roles: WRITERS, scope: null },
  'lib/data/notices/deliveries.ts getNoticeDelivery': { roles: ADMIN, scope: null },
  'lib/data/notices/deliveries.ts listNoticeDeliveries': { roles: ADMIN, scope: null },
  'lib/data/notices/deliveries.ts redeliverNotice': { roles: ADMIN, scope: null },
  'lib/data/notices/endpoints.ts createNoticeEndpoint': { roles: ADMIN, scope: null },
  'lib/data/notices/endpoints.ts listNoticeEndpoints': { roles: ADMIN, scope: null },
  'lib/data/notices/endpoints.ts removeNoticeEndpoint': { roles: ADMIN, scope: null },
  'lib/data/notices/endpoints.ts rotateNoticeSecret': { roles: ADMIN, scope: null },
  'lib/data/notices/endpoints.ts testNoticeEndpoint': { roles: ADMIN, scope: null },
  'lib/data/notices/endpoints.ts updateNoticeEndpoint': { roles: ADMIN, scope: null },
  'lib/data/notices/give-up.ts giveUpUnreadable': { roles: ADMIN, scope: null },
  'lib/data/notices/outbox.ts dueEndpoints': { roles: ADMIN, scope: null },
  'lib/data/notices/outbox.ts nextNotice': { roles: ADMIN, scope: null },
  'lib/data/notices/outbox.ts saveAttempt': { roles: ADMIN, scope: null },
  'lib/data/notices/outbox.ts takeDue': { roles: ADMIN, scope: null },
  'lib/data/overview.ts getOverview': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/own-account.ts getOwnSignIn': { roles: EVERYBODY, scope: null },
  'lib/data/own-account.ts changePassword': { roles: EVERYBODY, scope: null },
  'lib/data/own-account.ts signOutEverywhere': { roles: EVERYBODY, scope: null },
  'lib/data/past-policy.ts getPastPolicy': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/policy.ts getPolicy': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/policy.ts getPolicyInput': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/policy.ts getPolicyText': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/rules.ts countRules': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/rules.ts getRules': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/rules.ts tryRulesOn': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/template-decisions.ts listCellDecisions': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/sealed/reseal.ts inspectSealed': { roles: ADMIN, scope: null },
  'lib/data/sealed/reseal.ts resealAll': { roles: ADMIN, scope: null },
  'lib/data/search.ts search': { roles: EVERYBODY, scope: 'accounts:read' },
  'lib/data/templates.ts getTemplate': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/templates.ts listTemplates': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/templates.ts nameTemplates': { roles: EVERYBODY, scope: 'policy:read' },
  'lib/data/tokens.ts createToken': { roles: ADMIN, scope: null },
  'lib/data/tokens.ts listTokens': { roles: ADMIN, scope: null },
  'lib/data/tokens.ts revokeToken': { roles: ADMIN, scope: null },
  'lib/data/tokens.ts rotateToken': { roles: ADMIN, scope: null },
  'lib/data/users.ts changeRole': { roles: ADMIN, scope: null },
  'lib/data/users.ts createUser': { roles: ADMIN, scope: null },
  'lib/data/users.ts disableUser': { roles: ADMIN, scope: null },
  'lib/data/users.ts enableUser': { roles: ADMIN, scope: null },
  'lib/data/users.ts listUsers': { roles: ADMIN, scope: null },
  'lib/fees/get-fee.ts getFee': { roles: EVERYBODY, scope: 'fees:read' },
  'lib/fees/refund.ts refundFee': { roles: ADMIN, scope: null },
  'lib/mirror/refresh.ts refreshAccount': { roles: WRITERS, scope: null },
  'lib/mint/drop-in.ts mintDropIn': { roles: WRITERS, scope: 'sessions:create' },
  'lib/mint/mint.ts mintAndTellCut': { roles: WRITERS, scope: 'sessions:create' },
  'lib/mint/mint.ts mint': { roles: WRITERS, scope: 'sessions:create' },
};

type AnyVerb = Verb<unknown, unknown>;

const isVerb = (value: unknown): value is AnyVerb =>
  typeof value === 'function' && 'permission' in value;

/** Every verb that the modules of a room export, by file and name. */
async function verbsIn(room: string): Promise<[name: string, verb: AnyVerb][]> {
  const root = path.resolve(import.meta.dirname, '../..');
  const files = readdirSync(path.join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/\.test\.ts$|\/generated\//.test(file));
  const found: [string, AnyVerb][] = [];
  for (const file of files) {
    const exported: Record<string, unknown> = await import(path.join(root, file));
    for (const [name, value] of Object.entries(exported)) {
      if (isVerb(value)) found.push([`${file} ${name}`, value]);
    }
  }
  return found;
}

let verbs: Map<string, AnyVerb>;
beforeAll(async () => {
  verbs = new Map([
    ...(await verbsIn('lib/data')),
    ...(await verbsIn('lib/mint')),
    ...(await verbsIn('lib/mirror')),
    ...(await verbsIn('lib/fees')),
  ]);
});

/** An input that nobody may even look at before the permission is checked. */
const untouchable = new Proxy(
  {},
  {
    get: () => {
      throw new Error('The input was looked at.');
    },
  },
);

/** Whether a call comes past the permission; what it then makes of its input does not matter. */
async function answer(call: () => Promise<unknown>): Promise<'allowed' | 'forbidden'> {
  try {
    await call();
    return 'allowed';
  } catch (error) {
    return (error as { code?: unknown }).code === 'forbidden' ? 'forbidden' : 'allowed';
  }
}

function called(name: string, context: Context): Promise<'allowed' | 'forbidden'> {
  const verb = verbs.get(name);
  if (!verb) throw new Error(`There is no verb ${name}.`);
  return answer(() => verb(context, untouchable));
}

test('every verb stands in the table, and every row is a verb', () => {
  expect([...verbs.keys()].sort()).toEqual(Object.keys(TABLE).sort());
});

describe.each(Object.entries(TABLE))('%s', (name, { roles, scope }) => {
  test.each(ROLES)('called by the role %s', async (role) => {
    const expected = roles.includes(role) ? 'allowed' : 'forbidden';
    expect(await called(name, as(role))).toBe(expected);
  });

  test.each(SCOPES)('called with the scope %s', async (given) => {
    const expected = given === scope ? 'allowed' : 'forbidden';
    expect(await called(name, withScopes([given]))).toBe(expected);
  });

  test('called with every scope but its own, with all, and with none', async () => {
    const others = SCOPES.filter((given) => given !== scope);
    expect(await called(name, withScopes(others))).toBe('forbidden');
    expect(await called(name, withScopes([]))).toBe('forbidden');
    expect(await called(name, withScopes(SCOPES))).toBe(scope === null ? 'forbidden' : 'allowed');
  });
});

test.each(ROLES)('the export of the audit, by the role %s', async (role) => {
  const expected = role === 'support' ? 'forbidden' : 'allowed';
  expect(await answer(() => exportAudit(as(role), {}, 'csv'))).toBe(expected);
});

test.each(ROLES)('the export of accounts, by the role %s', async (role) => {
  expect(await answer(() => exportAccounts(as(role), {}))).toBe('allowed');
});

test('the export of accounts, by a token without the scope', async () => {
  expect(await answer(() => exportAccounts(withScopes(['policy:read']), {}))).toBe('forbidden');
});

test('what is forbidden leaves no trace', async () => {
  const added = await rowsAddedBy(async () => {
    for (const name of Object.keys(TABLE)) await called(name, withScopes([]));
  });
  expect(added).toEqual({});
});
