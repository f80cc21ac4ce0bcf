import { expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import { issuedSecrets } from '../support/emulator';
import { allLogs, databaseDump } from '../support/everything-kept';
import { machine } from '../support/people';

const MINTS = 1_000;
const AT_ONCE = 20;

test('after 1,000 mints no secret is in the database or in a log', async () => {
  test.setTimeout(180_000);
  const client = await machine(demo().apiToken);
  const { data } = await (await client.get('/api/accounts?limit=40&country=US')).json();
  const accounts: string[] = data.map(({ id }: { id: string }) => id);
  const before = new Set(await issuedSecrets());
  const given: string[] = [];

  let next = 0;
  const one = async () => {
    while (next < MINTS) {
      const account = accounts[next % accounts.length];
      next += 1;
      const answer = await client.post('/api/account-sessions', { data: { account } });
      if (answer.status() === 200) given.push((await answer.json()).client_secret);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));

  const issued = (await issuedSecrets()).filter((secret) => !before.has(secret));
  expect(given.length).toBeGreaterThan(MINTS * 0.9);
  expect(issued).toEqual(expect.arrayContaining([...new Set(given)]));
  expect(new Set(given).size).toBe(given.length);

  const kept = `${await databaseDump()}\n${allLogs()}`;
  // The search itself must be able to find something.
  expect(kept).toContain('session.mint');
  expect(kept).toContain('/api/account-sessions');
  expect(issued.filter((secret) => kept.includes(secret))).toEqual([]);
  expect(kept).not.toContain('accs_secret__');
  for (const secret of [demo().apiToken, demo().users.admin.password, demo().stripe.secretKey]) {
    expect(kept.includes(String(secret))).toBe(false);
  }
  await client.dispose();
});
