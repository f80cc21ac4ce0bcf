import { describe, expect, it } from 'vitest';
import { type Cause, historyOf } from './history';
import type { Settings } from './settings';
import { traitsOf } from './testing/fixtures';
import { hours } from './testing/timelines';
import { overrideState, templateState } from './testing/worlds';
import type { Since, Timeline } from './timeline';

const cell = 'payments.refund_management';

const since = <State>(
  hour: number,
  state: State,
  changeId: string | null = null,
): Since<State> => ({
  from: hours(hour),
  changeId,
  state,
});

const retail = (hour: number, revision: number, settings: Settings) =>
  since(hour, templateState('retail', { revision, settings }), `retail-${revision}`);

/** A custom account on one template since the beginning, with what happens beyond that. */
function timelineOf(more: Partial<Timeline>): Timeline {
  return {
    account: 'acct_1',
    traits: [since(0, traitsOf('custom'))],
    policies: [],
    rules: [since(-9, { revision: 1, rules: [], default: 'retail' }, 'install')],
    templates: new Map([['retail', [retail(-9, 1, { payments: 'on' })]]]),
    ...more,
  };
}

function told(more: Partial<Timeline>, extent: { most?: number; now?: number } = {}) {
  const { most = 500, now = 100 } = extent;
  const history = historyOf(timelineOf(more), { now: hours(now), most, knownFrom: null });
  if (!history) throw new Error('There is a history.');
  return history;
}

const causesOf = (more: Partial<Timeline>): Cause[][] =>
  told(more).moments.map(({ causes }) => [...causes]);

const arrival = [{ kind: 'arrival' }];

describe('the history of an account', () => {
  it('begins when the account came, and has nothing else where nothing happened', () => {
    const { from, cut, moments, spans } = told({});
    expect({ from, cut, moments }).toEqual({
      from: hours(0),
      cut: false,
      moments: [{ at: hours(0), causes: arrival, flips: [], moved: 0 }],
    });
    expect(spans.get('payments')).toEqual([
      {
        from: hours(0),
        to: null,
        value: true,
        layer: 'template',
        template: 'retail',
        causes: arrival,
      },
    ]);
  });

  it('names the change of an override, and says when it ended by itself', () => {
    const override = overrideState({ setting: 'off', expiresAt: hours(3), changeId: 'stop' });
    const { moments, spans } = told({
      policies: [since(1, { template: null, overrides: { [cell]: override } }, 'stop')],
    });
    expect(moments.slice(1)).toEqual([
      {
        at: hours(1),
        causes: [{ kind: 'change', changeId: 'stop' }],
        flips: [{ cell, value: false }],
        moved: 0,
      },
      { at: hours(3), causes: [{ kind: 'expiry' }], flips: [{ cell, value: true }], moved: 0 },
    ]);
    expect(spans.get(cell)?.map(({ layer, value }) => [layer, value])).toEqual([
      ['stripe_default', true],
      ['override', false],
      ['stripe_default', true],
    ]);
  });

  it('leaves out what changed nothing: the clearing away of what had ended, another’s rule', () => {
    const override = overrideState({ setting: 'off', expiresAt: hours(3) });
    const elsewhere = [{ when: { country: ['DE'] }, template: 'other' }];
    const { moments } = told({
      policies: [
        since(1, { template: null, overrides: { [cell]: override } }, 'stop'),
        since(4, { template: null, overrides: {} }, 'clock'),
      ],
      rules: [
        since(-9, { revision: 1, rules: [], default: 'retail' }, 'install'),
        since(5, { revision: 2, rules: elsewhere, default: 'retail' }, 'germans'),
      ],
    });
    expect(moments.map(({ at }) => at)).toEqual([hours(0), hours(1), hours(3)]);
  });

  it('counts cells that keep their value and have another source', () => {
    const { moments } = told({
      policies: [
        since(
          1,
          { template: null, overrides: { payments: overrideState({ changeId: 'pin' }) } },
          'pin',
        ),
      ],
    });
    expect(moments[1]).toMatchObject({ flips: [], moved: 1 });
  });

  it('tells Stripe’s facts from tags, which a change sets', () => {
    const banking = { ...traitsOf('custom'), capabilities: { treasury: 'active' } };
    expect(
      causesOf({
        traits: [since(0, traitsOf('custom')), since(2, banking)],
        templates: new Map([['retail', [retail(-9, 1, { financial_account: 'on' })]]]),
      }),
    ).toEqual([arrival, [{ kind: 'facts' }]]);
    const tagged = { ...traitsOf('custom'), tags: ['vip'] };
    const forVips = [{ when: { tag: ['vip'] }, template: 'vips' }];
    expect(
      causesOf({
        traits: [since(0, traitsOf('custom')), since(2, tagged)],
        policies: [since(2, { template: null, overrides: {} }, 'tag')],
        rules: [since(-9, { revision: 1, rules: forVips, default: 'retail' }, 'install')],
        templates: new Map([
          ['retail', [retail(-9, 1, { payments: 'on' })]],
          ['vips', [since(-9, templateState('vips'), 'vips-1')]],
        ]),
      }),
    ).toEqual([arrival, [{ kind: 'change', changeId: 'tag' }]]);
  });

  it('names every change that fell on one moment, and none of a template that has no part in it', () => {
    const causes = causesOf({
      policies: [
        since(2, { template: null, overrides: { [cell]: overrideState({ setting: 'off' }) } }, 'a'),
      ],
      templates: new Map([
        ['retail', [retail(-9, 1, { payments: 'on' }), retail(2, 2, { payments: 'off' })]],
        ['other', [since(2, templateState('other'), 'other-1')]],
      ]),
    });
    expect(causes[1]).toEqual([
      { kind: 'change', changeId: 'a' },
      { kind: 'change', changeId: 'retail-2' },
    ]);
  });

  it('tells of nothing that is still to come', () => {
    const override = overrideState({ setting: 'off', expiresAt: hours(50) });
    const policies = [since(1, { template: null, overrides: { [cell]: override } }, 'stop')];
    expect(told({ policies }, { now: 49 }).moments).toHaveLength(2);
    expect(told({ policies }, { now: 50 }).moments).toHaveLength(3);
  });

  it('is cut to the newest moments, and says so', () => {
    const turns = Array.from({ length: 6 }, (_, index) =>
      retail(index + 1, index + 2, { payments: index % 2 === 0 ? 'off' : 'on' }),
    );
    const { from, cut, moments } = told(
      { templates: new Map([['retail', [retail(-9, 1, { payments: 'on' }), ...turns]]]) },
      { most: 3 },
    );
    expect({ from, cut }).toEqual({ from: hours(4), cut: true });
    expect(moments.map(({ causes }) => causes[0]?.kind)).toEqual(['earlier', 'change', 'change']);
  });

  it('is none before the account was there', () => {
    expect(historyOf(timelineOf({}), { now: hours(-1), most: 9, knownFrom: null })).toBeNull();
  });
});
