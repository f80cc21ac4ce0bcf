import { expect } from '@playwright/test';
import pg from 'pg';
import { databaseUrl } from './database';

/** A bulk job that stands between two chunks until it is let go. */
export interface HeldJob {
  /** Of how many of its accounts is done. */
  done: number;
  /** Lets it go on, once somebody wakes it: by resuming it, or at the clock's next minute. */
  letGo(): Promise<void>;
}

/**
 * Makes a bulk job that runs stand behind the chunk that is under way, so that a test can look at it
 * for as long as it likes; with `beyond`, behind a chunk later than so many accounts. It takes the
 * lock by which a runner has a job for itself: runners leave the job to whom they take for another
 * one, and nobody waits, neither for the job nor for policy.
 */
export async function holdJob(id: string, beyond = -1): Promise<HeldJob> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  const done = async () => {
    const found = await client.query('SELECT position FROM bulk_job WHERE id = $1', [id]);
    return Number(found.rows[0].position);
  };
  try {
    await expect.poll(done, { intervals: [5], timeout: 30_000 }).toBeGreaterThan(beyond);
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [id]);
    return { done: await done(), letGo: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}
