import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './passwords';

const PASSWORD = 'correct horse battery staple';

/** What some work costs of all processors, in milliseconds: waiting for others is none of it. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let round = 0; round < 3; round += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test('where nobody has such an email, a password costs as much as a wrong one', async () => {
  const hash = await hashPassword(PASSWORD);
  await verifyPassword('to begin with', hash);
  const wrong = await cost(() => verifyPassword('a wrong password', hash));
  const nobody = await cost(() => verifyPassword('a wrong password', null));
  expect(nobody / wrong).toBeGreaterThan(0.6);
  expect(nobody / wrong).toBeLessThan(1.7);
});

test('no password is right where there is no hash, not even that of the stand-in', async () => {
  for (const password of ['', PASSWORD]) expect(await verifyPassword(password, null)).toBe(false);
});
