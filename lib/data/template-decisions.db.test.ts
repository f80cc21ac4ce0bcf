import { describe, expect, test } from 'vitest';
import { as, change, failure, later, newTemplate, SECOND } from '@/e2e/support/verbs';
import { listCellDecisions } from './template-decisions';

const decisions = (key: string) =>
  listCellDecisions(as('support'), { key, cell: 'payments.refund_management' });

/** Makes one revision after another, a second apart, each with a reason of its own. */
async function revisions(key: string, sets: Record<string, string>[]): Promise<void> {
  for (const [index, set] of sets.entries()) {
    await change([{ op: 'template.update', key, set }], {
      context: as('admin', later((index + 1) * SECOND)),
      reason: `Reason ${index + 1}`,
    });
  }
}

const cell = 'payments.refund_management';

describe('who decided a cell of a template', () => {
  test('is the change that first said so, whatever followed for other cells', async () => {
    const key = await newTemplate();
    await revisions(key, [{ [cell]: 'on' }, { documents: 'on' }, { documents: 'off' }]);
    expect(await decisions(key)).toEqual([
      {
        template: key,
        revision: 2,
        setting: 'on',
        decidedAt: later(SECOND).toISOString(),
        changeId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        by: 'Test admin',
        reason: 'Reason 1',
      },
    ]);
  });

  test('is the change that made it, where the template was created with it', async () => {
    const key = await newTemplate({ [cell]: 'off' });
    await revisions(key, [{ documents: 'on' }]);
    expect(await decisions(key)).toMatchObject([
      { revision: 1, setting: 'off', by: 'Test operator', reason: 'Because of a test' },
    ]);
  });

  test('counts anew after a break, and after the other setting', async () => {
    const broken = await newTemplate({ [cell]: 'on' });
    await revisions(broken, [{ [cell]: 'inherit' }, { [cell]: 'on' }, { documents: 'on' }]);
    expect(await decisions(broken)).toMatchObject([{ revision: 3, reason: 'Reason 2' }]);
    const turned = await newTemplate({ [cell]: 'on' });
    await revisions(turned, [{ [cell]: 'off' }, { [cell]: 'on' }]);
    expect(await decisions(turned)).toMatchObject([{ revision: 3, setting: 'on' }]);
  });

  test('is told for the ancestors too, nearest first, without those that say nothing', async () => {
    const oldest = await newTemplate({ [cell]: 'on' });
    const silent = await newTemplate({ documents: 'on' }, oldest);
    const parent = await newTemplate({ [cell]: 'off' }, silent);
    const key = await newTemplate({}, parent);
    expect((await decisions(key)).map(({ template, setting }) => [template, setting])).toEqual([
      [parent, 'off'],
      [oldest, 'on'],
    ]);
  });

  test('is nobody where nothing was decided, and not_found where there is no template', async () => {
    expect(await decisions(await newTemplate())).toEqual([]);
    expect(await failure(decisions('no-such-template'))).toMatchObject({ code: 'not_found' });
  });
});
