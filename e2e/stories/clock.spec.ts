import { signedIn } from '../support/people';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

const soon = (ms: number) => new Date(Date.now() + ms).toISOString();

test('a change is applied at its time and an override ends at its own, with nobody there', async () => {
  const { api, account } = await setStage('Early Train Bakery');
  const operator = await signedIn('operator');
  const send = async (more: object, edit: object) => {
    const edits = [{ op: 'account.override', account, ...edit }];
    const answer = await operator.post('/api/changes', {
      data: { reason: 'In a moment', edits, ...more },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const read = async (path: string) => (await api.get(path)).json();

  await send({}, { set: { documents: 'on' }, expiresAt: soon(4_000) });
  const applyAt = soon(4_000);
  const { id, status } = await send({ applyAt }, { set: { tax_settings: 'on' } });
  expect(status).toBe('scheduled');
  const cells = async () => {
    const { overrides } = await read(`/api/accounts/${account}`);
    return overrides.map(({ cell }: { cell: string }) => cell);
  };
  expect(await cells()).toEqual(['documents']);

  await expect.poll(cells, { timeout: 20_000 }).toEqual(['tax_settings']);
  const change = await read(`/api/changes/${id}`);
  expect(change).toMatchObject({ status: 'applied' });
  expect(change.events.map(({ action }: { action: string }) => action)).toEqual([
    'change.schedule',
    'change.apply_due',
  ]);
  expect(Date.parse(change.appliedAt)).toBeGreaterThanOrEqual(Date.parse(applyAt));
  for (const client of [api, operator]) await client.dispose();
});
