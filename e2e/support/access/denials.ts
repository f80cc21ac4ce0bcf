import { expect } from '@playwright/test';
import { demo } from '../demo';
import { machine } from '../people';

export interface DeniedEntry {
  requestId: string;
  subject: { kind: string; id: string };
  outcome: { result: string; code: string } | null;
  after: { path?: string; permission?: string };
}

/** What the audit has of denials to an actor, the newest first. */
export async function denialsOf(actor: string): Promise<DeniedEntry[]> {
  const api = await machine(demo().apiToken);
  const answer = await api.get(`/api/audit?action=access&actor=${actor}&limit=200`);
  expect(answer.status(), await answer.text()).toBe(200);
  const { data } = await answer.json();
  await api.dispose();
  return data;
}

/** Waits until the audit has a denial of each of these requests. Of an actor, five a minute are told. */
export async function expectDenialsOf(actor: string, requests: readonly string[]): Promise<void> {
  const audited = async () => (await denialsOf(actor)).map(({ requestId }) => requestId).sort();
  await expect.poll(audited).toEqual([...requests].sort());
}
