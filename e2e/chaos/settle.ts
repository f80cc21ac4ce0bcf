import { expect } from '@playwright/test';
import { rowsAt } from '../support/own-database';
import { readyWithin } from '../support/ready';
import type { Ledger } from '../traffic/ledger';
import { deliverOwed } from '../traffic/other-actors';
import type { Scene } from '../traffic/scene';
import { send } from '../traffic/send';

const READY_WITHIN_MS = 60_000;
/** The clock finds what a wake-up was lost for at its next minute; what failed waits for six at most. */
const DONE_WITHIN_MS = 8 * 60_000;

const LEFT = `
  SELECT (SELECT count(*)::int FROM change WHERE status = 'scheduled') AS scheduled,
    (SELECT count(*)::int FROM bulk_job WHERE status = 'running') AS jobs,
    (SELECT count(*)::int FROM account_refresh) AS refreshes,
    (SELECT count(*)::int FROM override WHERE expires_at < now()) AS expired`;

const NOTHING = { scheduled: 0, jobs: 0, refreshes: 0, expired: 0 };

/**
 * Waits until everything is well again, has Stripe send again what nobody took, waits until all that
 * was to happen by itself has, and mints at each instance. Gives what did not come to pass in time.
 */
export async function settle(scene: Scene, ledger: Ledger): Promise<string[]> {
  try {
    await untilWell(scene, ledger);
    return [];
  } catch (error) {
    return [`It does not come to rest: ${(error as Error).message}`];
  }
}

async function untilWell(scene: Scene, ledger: Ledger): Promise<void> {
  for (const { url } of scene.instances) {
    await expect.poll(() => readyWithin(url, 2_000), { timeout: READY_WITHIN_MS }).toBe(true);
  }
  const [first] = scene.instances;
  if (first) await deliverOwed(scene, ledger, first.url);
  const left = async () => (await rowsAt(scene.database.url, LEFT))[0];
  await expect.poll(left, { timeout: DONE_WITHIN_MS, intervals: [1_000] }).toEqual(NOTHING);
  for (const { url } of scene.instances) {
    const minted = () =>
      send(
        url,
        '/api/account-sessions',
        {
          headers: { authorization: `Bearer ${scene.apiToken}` },
          json: { account: scene.accounts[0] },
        },
        true,
      );
    await expect.poll(async () => (await minted()).status, { timeout: 15_000 }).toBe(200);
  }
}

/** Has every instance end in order, so that it writes down what it still has to. */
export async function endInOrder({ instances }: Scene): Promise<void> {
  for (const instance of instances) instance.askToEnd();
  for (const instance of instances) await instance.ended();
}
