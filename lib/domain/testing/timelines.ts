import fc from 'fast-check';
import { CELLS, type Cell } from '../cells';
import type { Settings } from '../settings';
import type { OverrideState, TemplateState } from '../state';
import type { Since, Timeline } from '../timeline';
import { anyTraits } from './arbitraries';
import { AT, traitsOf } from './fixtures';
import { templateState } from './worlds';

export const KEYS = ['base', 'retail', 'outlet'] as const;

/** Time passes in these steps, so that much happens at one moment. */
const HOUR = 3_600_000;

/** A moment some hours after the fixtures' own. */
export const hours = (n: number): Date => new Date(AT.getTime() + n * HOUR);

const cell: fc.Arbitrary<Cell> = fc.constantFrom(...CELLS.map((ref) => ref.cell));
const settings: fc.Arbitrary<Settings> = fc.dictionary(cell, fc.constantFrom('on', 'off'), {
  maxKeys: 12,
}) as fc.Arbitrary<Settings>;

const hour = fc.integer({ min: 0, max: 24 });

const override = fc
  .record({ setting: fc.constantFrom('on' as const, 'off' as const), until: fc.option(hour) })
  .map(
    ({ setting, until }): OverrideState => ({
      setting,
      note: null,
      expiresAt: until === null ? null : hours(until),
      decidedAt: AT,
      changeId: '',
    }),
  );

const policy = fc.record({
  template: fc.option(fc.constantFrom(...KEYS)),
  overrides: fc.dictionary(cell, override, { maxKeys: 6 }) as fc.Arbitrary<
    Record<Cell, OverrideState>
  >,
});

const rules = fc
  .record({
    country: fc.constantFrom('US', 'DE'),
    ruled: fc.constantFrom(...KEYS),
    fallback: fc.constantFrom(...KEYS),
  })
  .map(({ country, ruled, fallback }) => ({
    revision: 1,
    rules: [{ when: { country: [country] }, template: ruled }],
    default: fallback,
  }));

/** Templates that can only extend one of those before them, so that there is no cycle. */
const template = (index: number): fc.Arbitrary<TemplateState> =>
  fc
    .record({
      settings,
      extends:
        index === 0 ? fc.constant(null) : fc.option(fc.constantFrom(...KEYS.slice(0, index))),
    })
    .map((said) => templateState(KEYS[index] ?? 'base', said));

/** States since some hours, in order; the first one from the beginning if there must be one. */
function revisions<State>(
  name: string,
  state: fc.Arbitrary<State>,
  first: boolean,
): fc.Arbitrary<Since<State>[]> {
  return fc.array(fc.tuple(hour, state), { minLength: first ? 1 : 0, maxLength: 6 }).map((list) =>
    list
      .sort(([a], [b]) => a - b)
      .map(([from, said], index) => ({
        from: hours(first && index === 0 ? 0 : from),
        changeId: `${name}-${index}`,
        state: said,
      })),
  );
}

/** The revisions of a small platform over a day, of all that decides one account's policy. */
export const anyTimeline: fc.Arbitrary<Timeline> = fc
  .record({
    traits: revisions('traits', fc.oneof(anyTraits, fc.constant(traitsOf('custom'))), true),
    policies: revisions('policy', policy, false),
    rules: revisions('rules', rules, true),
    templates: fc.tuple(...KEYS.map((key, index) => revisions(key, template(index), true))),
  })
  .map(({ traits, templates, ...rest }) => ({
    ...rest,
    account: 'acct_1Any',
    traits: traits.map((one) => ({ ...one, changeId: null })),
    templates: new Map(
      templates.map((list, index) => [
        KEYS[index] ?? 'base',
        list.map((one, nth) => ({ ...one, state: { ...one.state, revision: nth + 1 } })),
      ]),
    ),
  }));
