import { expect, test } from '@playwright/test';
import { createSwitchyard, type Switchyard, SwitchyardError } from '../../lib/client';
import { demo } from '../support/demo';
import { applyEdits, type Stage, setStage } from '../support/story';

let stage: Stage;
let switchyard: Switchyard;

test.beforeAll(async () => {
  stage = await setStage('Client of Ours');
  switchyard = createSwitchyard({ url: demo().url, token: demo().apiToken });
  const set = { payments: 'on', 'payments.refund_management': 'on' };
  await applyEdits(stage.api, [{ op: 'template.update', key: stage.template, set }]);
});
test.afterAll(() => stage.api.dispose());

const refused = async (call: Promise<unknown>): Promise<SwitchyardError> =>
  call.then(
    () => Promise.reject(new Error('This should have failed.')),
    (error) => error,
  );

test('reads an account, its policy now and then, its template and the catalog', async () => {
  const { account, template } = stage;
  const before = new Date();
  expect(await switchyard.accounts.get(account)).toMatchObject({
    id: account,
    name: 'Client of Ours',
    assignment: { explicit: template },
  });
  const refunds = async (at?: Date) => {
    const { components } = await switchyard.policy(account, at ? { at } : {});
    return components.payments.features.refund_management?.value;
  };
  expect(await refunds()).toBe(true);
  const edits = [
    { op: 'account.override', account, set: { 'payments.refund_management': 'off' } },
  ] as const;
  const change = await switchyard.changes.create({ reason: 'By the client', edits });
  expect(change.status).toBe('applied');
  expect(await refunds()).toBe(false);
  expect(await refunds(before)).toBe(true);

  expect((await switchyard.templates.get(template)).settings).toMatchObject({ payments: 'on' });
  expect((await switchyard.templates.list()).map(({ key }) => key)).toContain(template);
  const { components } = await switchyard.catalog();
  expect(Object.keys(components.payments?.features ?? {})).toContain('refund_management');
});

test('goes through accounts, changes and drift over several pages', async () => {
  const ids = new Set<string>();
  let seen = 0;
  for await (const { id } of switchyard.accounts.list({}, { pageSize: 5 })) {
    ids.add(id);
    seen += 1;
    if (seen === 12) break;
  }
  expect(ids.size).toBe(12);
  const found = switchyard.accounts.list({ q: stage.account });
  expect((await found.page()).data.map(({ id }) => id)).toEqual([stage.account]);
  const { data } = await switchyard.changes.list({ status: 'applied' }, { pageSize: 2 }).page();
  expect(data).toHaveLength(2);
  expect(await switchyard.drift({ account: stage.account }).page()).toEqual({
    data: [],
    nextCursor: null,
  });
});

test('takes a change through its life', async () => {
  const { changes } = switchyard;
  const edits = [{ op: 'account.tag', account: stage.account, add: ['by-client'] }] as const;
  const dry = await changes.create({ reason: 'Look', edits, dryRun: true });
  expect(dry).toMatchObject({ id: null, status: 'dry_run' });

  const draft = await changes.create({ reason: 'Later', edits, draft: true });
  expect(draft.status).toBe('draft');
  const id = draft.id ?? '';
  const inAnHour = new Date(Date.now() + 3_600_000);
  expect((await changes.schedule(id, inAnHour)).applyAt).toBe(inAnHour.toISOString());
  await changes.unschedule(id);
  expect((await changes.apply(id)).status).toBe('applied');
  expect((await changes.get(id)).events.length).toBeGreaterThan(1);
  expect((await switchyard.accounts.get(stage.account)).tags).toEqual(['by-client']);
  expect((await changes.revert(id)).status).toBe('applied');
  expect((await switchyard.accounts.get(stage.account)).tags).toEqual([]);

  const other = await changes.create({ reason: 'Never', edits, draft: true });
  expect((await changes.withdraw(other.id ?? '')).status).toBe('rejected');
});

test('tells in code, places and request what went wrong', async () => {
  const bad = [{ op: 'account.tag', account: 'nonsense', add: ['x'] }] as const;
  const wrong = await refused(switchyard.changes.create({ reason: 'Bad', edits: bad }));
  expect(wrong).toBeInstanceOf(SwitchyardError);
  expect(wrong).toMatchObject({ code: 'invalid_request', status: 400 });
  expect(wrong.errors[0]?.pointer).toBe('/edits/0/account');
  expect(wrong.requestId).toMatch(/^[\w-]{8,}$/);
  expect(await refused(switchyard.accounts.get('acct_1Nobody'))).toMatchObject({
    code: 'account_not_found',
  });
  const stranger = createSwitchyard({ url: demo().url, token: 'sw_never' });
  expect(await refused(stranger.catalog())).toMatchObject({ code: 'unauthenticated', status: 401 });
});
