import { expect, it } from 'vitest';
import type { LayerView } from '@/lib/domain/cell-view';
import type { CellDecision } from '@/lib/domain/views';
import { withDecisions } from './use-decisions';

const layer = (more: Partial<LayerView>): LayerView => ({
  kind: 'template',
  title: 'Retail',
  value: true,
  outcome: 'won',
  template: { key: 'retail', revision: 3 },
  ...more,
});

const decision: CellDecision = {
  template: 'retail',
  revision: 2,
  setting: 'on',
  decidedAt: '2031-05-05T12:00:00.000Z',
  changeId: 'a-change',
  by: 'Ada Example',
  reason: 'Tills can refund',
};
const known = { found: new Map([['retail', decision]]), state: 'there' as const };

const decided = (one: LayerView) => withDecisions([one], known)[0];

it('says who decided what a template says', () => {
  expect(decided(layer({}))).toEqual({
    ...layer({}),
    by: 'Ada Example',
    at: decision.decidedAt,
    reason: 'Tills can refund',
    changeId: 'a-change',
  });
});

it.each([
  ['says nothing', { value: undefined }],
  ['is only drafted', { unsaved: true }],
  ['says something else than was decided, because somebody has changed it since', { value: false }],
  ['is no template', { template: undefined, kind: 'stripe' as const }],
])('names nobody for a layer that %s', (_, more) => {
  const one = layer(more as Partial<LayerView>);
  expect(decided(one)).toEqual(one);
});

it('says that it is on its way, or could not be had, where there is something to know', () => {
  for (const state of ['loading', 'failed'] as const) {
    const [saying, silent] = withDecisions([layer({}), layer({ value: undefined })], {
      found: new Map(),
      state,
    });
    expect(saying?.decision).toBe(state);
    expect(silent?.decision).toBeUndefined();
  }
});
