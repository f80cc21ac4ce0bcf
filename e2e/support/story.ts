import { type APIRequestContext, expect } from '@playwright/test';
import { demo } from './demo';
import { newAccount } from './emulator';
import { machine } from './people';

/** What a story needs of its own, so that stories may run side by side. */
export interface Stage {
  api: APIRequestContext;
  /** An account that only this story knows, already in the mirror. */
  account: string;
  /** A template that only this story knows, assigned to the account. */
  template: string;
}

/** Applies edits through the API, with the demo's token. */
export async function applyEdits(
  api: APIRequestContext,
  edits: object[],
  reason = 'Set the stage',
) {
  const answer = await api.post('/api/changes', { data: { reason, edits } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** An account and a template for one story, made through Stripe and the API. */
export async function setStage(name: string): Promise<Stage> {
  const api = await machine(demo().apiToken);
  const account = await newAccount(name);
  const minted = await api.post('/api/account-sessions', { data: { account } });
  expect(minted.ok(), await minted.text()).toBe(true);
  const template = `story-${account.slice(5).toLowerCase()}`;
  await applyEdits(api, [
    { op: 'template.create', key: template, name: `${name} template`, extends: 'base' },
    { op: 'account.assign', account, template },
  ]);
  return { api, account, template };
}
