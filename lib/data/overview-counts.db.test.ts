import { beforeAll, expect, test } from 'vitest';
import { as, change, later, NOW, newAccount, newTemplate, SECOND } from '@/e2e/support/verbs';
import { db } from '@/lib/db';
import { OLDEST_MS, RECENT_MS } from './kept-figure';
import { getOverview } from './overview';

let template: string;
const LIMITED = 'payouts.external_account_collection';

async function assign(): Promise<void> {
  const account = await newAccount({ traits: { requirementCollection: 'stripe' } });
  await change([{ op: 'account.assign', account, template }]);
}

/** Has the overview think of the mirror as one with so many accounts. */
async function suppose(accounts: number): Promise<void> {
  await db().$executeRaw`
    UPDATE pg_class SET reltuples = ${accounts} WHERE oid = 'account'::regclass`;
}

beforeAll(async () => {
  // Nothing else is to say how many there are meanwhile.
  await db().$executeRaw`ALTER TABLE account SET (autovacuum_enabled = false)`;
  template = await newTemplate({ payouts: 'on', [LIMITED]: 'off' });
  await assign();
});

async function look(ms: number) {
  const { at, countedAt, templates, ceilings } = await getOverview(
    as('support', later(ms)),
    undefined,
  );
  const { accounts } = templates.find(({ key }) => key === template) ?? {};
  const limited = ceilings.find(({ cell }) => cell === LIMITED)?.accounts;
  return { at, countedAt, accounts, limited };
}

const iso = (ms: number) => later(ms).toISOString();

test('figures over all accounts are of now, and with very many accounts of the moment they say', async () => {
  expect(await look(0)).toEqual({
    ...{ at: NOW.toISOString(), countedAt: NOW.toISOString() },
    ...{ accounts: 1, limited: 1 },
  });
  await suppose(1_000_000);
  expect(await look(SECOND)).toMatchObject({ countedAt: iso(SECOND), accounts: 1, limited: 1 });
  await assign();
  expect(await look(2 * SECOND)).toEqual({
    ...{ at: iso(2 * SECOND), countedAt: iso(SECOND) },
    ...{ accounts: 1, limited: 1 },
  });

  const then = SECOND + RECENT_MS + 1;
  expect(await look(then)).toMatchObject({ at: iso(then), countedAt: iso(SECOND), accounts: 1 });
  await expect
    .poll(() => look(then + SECOND))
    .toMatchObject({ countedAt: iso(then), accounts: 2, limited: 2 });

  await assign();
  const late = then + OLDEST_MS + 1;
  expect(await look(late)).toMatchObject({ countedAt: iso(late), accounts: 3, limited: 3 });
  await suppose(0);
  expect(await look(late + 1)).toMatchObject({ countedAt: iso(late + 1), accounts: 3, limited: 3 });
});
