import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CELLS, type Cell } from './cells';
import {
  type AddressDraft,
  draftQuery,
  MAX_DRAFT_LENGTH,
  readDraft,
  withDrafted,
} from './draft-address';
import { decisionOf } from './policy';
import { resolve } from './resolve';
import type { Setting } from './settings';
import { anyWorld, RUNS } from './testing/arbitraries';
import { overrideOf, traitsOf, worldOf } from './testing/fixtures';
import { templateKey } from './text';

const anySet: fc.Arbitrary<AddressDraft['set']> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...CELLS.map(({ cell }) => cell)),
      fc.constantFrom<Setting>('on', 'off', 'inherit'),
    ),
    { selector: ([cell]) => cell, maxLength: CELLS.length, size: 'max' },
  )
  .map((pairs) => Object.fromEntries(pairs));

const anyDraft: fc.Arbitrary<AddressDraft> = fc
  .tuple(
    anySet,
    fc.constantFrom<string | null | undefined>(undefined, null, 'retail', 'a', 'de_shops-2', 'set'),
  )
  .map(([set, template]) => (template === undefined ? { set } : { set, template }));

const isEmpty = ({ set, template }: AddressDraft) =>
  Object.keys(set).length === 0 && template === undefined;

/** The query as it comes back out of an address. */
function throughAddress(query: object): Record<string, string> {
  const { searchParams } = new URL(`http://localhost/?${new URLSearchParams({ ...query })}`);
  return Object.fromEntries(searchParams);
}

describe('a draft in an address', () => {
  test('comes back as it went in', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const query = draftQuery(draft);
        if (query === null || isEmpty(draft)) return;
        expect(readDraft(throughAddress(query))).toEqual(draft);
      }),
      RUNS,
    );
  });

  test('has one address only, whatever order it was made in', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const turned = Object.fromEntries(Object.entries(set).reverse());
        expect(draftQuery({ set: turned })).toEqual(draftQuery({ set }));
      }),
      RUNS,
    );
  });

  test('is written as the cells are', () => {
    expect(
      draftQuery({ set: { payouts: 'off', 'payments.refund_management': 'on' }, template: null }),
    ).toEqual({ set: 'payments.refund_management:on,payouts:off', template: '-' });
    expect(draftQuery({ set: {}, template: 'retail' })).toEqual({ template: 'retail' });
  });

  test('is not written where it is too long, and is written up to there', () => {
    const set: Partial<Record<Cell, Setting>> = {};
    let fits = true;
    for (const { cell } of CELLS) {
      set[cell] = 'inherit';
      const query = draftQuery({ set });
      if (query === null) fits = false;
      else expect(query.set?.length).toBeLessThanOrEqual(MAX_DRAFT_LENGTH);
    }
    const length = CELLS.map(({ cell }) => `${cell}:inherit`).join(',').length;
    expect(fits).toBe(length <= MAX_DRAFT_LENGTH);
  });
});

describe('an address that is no draft', () => {
  test.each([
    [{}, 'no edits'],
    [{ set: '' }, 'no edits'],
    [{ set: 'payments.refunds:on' }, '“payments.refunds”'],
    [{ set: 'payments.refund_management' }, 'not “”'],
    [{ set: 'payments.refund_management:yes' }, 'not “yes”'],
    [{ set: 'payments:on,' }, 'feature “”'],
    [{ set: 'payments:on,payments:off' }, 'twice'],
    [{ set: ' payments:on' }, 'feature “ payments”'],
    [{ set: 'constructor:on' }, '“constructor”'],
    [{ set: '__proto__:on' }, '“__proto__”'],
    [{ set: 'payments:on', template: 'Retail' }, '“Retail”'],
    [{ template: '--' }, '“--”'],
    [{ set: `payments:${'x'.repeat(MAX_DRAFT_LENGTH)}` }, 'more than'],
  ])('%j says what is wrong', (query, words) => {
    expect(readDraft(query)).toEqual({ wrong: expect.stringContaining(words) });
  });

  test('takes the template keys that the product takes', () => {
    const anyKey = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9_-]{0,70}$/), fc.string());
    fc.assert(
      fc.property(anyKey, (key) => {
        fc.pre(key !== '' && key !== '-');
        const taken = !('wrong' in readDraft({ template: key }));
        expect(taken).toBe(templateKey.safeParse(key).success);
      }),
      RUNS,
    );
  });

  test('never throws and never takes a part of it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), anyDraft, (noise, key, draft) => {
        const query = draftQuery(draft) ?? {};
        const read = readDraft({ ...query, set: `${query.set ?? 'payments:on'},${noise}:on` });
        expect(read).toEqual({ wrong: expect.any(String) });
        expect(readDraft({ set: noise, template: key })).toBeTypeOf('object');
      }),
      RUNS,
    );
  });
});

describe('a draft laid over an account', () => {
  test('decides as saved overrides would, and takes out what it has inherit', () => {
    const world = worldOf(
      traitsOf('custom'),
      { payments: 'on', payouts: 'on' },
      {
        overrides: [overrideOf('payments', 'off'), overrideOf('documents', 'on')],
      },
    );
    const { components } = resolve(
      withDrafted(world, { payments: 'inherit', payouts: 'off', tax_settings: 'on' }),
    );
    const layers = (['payments', 'payouts', 'tax_settings', 'documents'] as const).map((name) => [
      components[name].enabled.layer,
      components[name].enabled.value,
    ]);
    expect(layers).toEqual([
      ['template', true],
      ['override', false],
      ['override', true],
      ['override', true],
    ]);
  });

  test('leaves every cell to the layers below that it has inherit', () => {
    fc.assert(
      fc.property(anyWorld, anySet, (world, set) => {
        const drafted = withDrafted(world, set);
        expect(drafted.templates).toBe(world.templates);
        const policy = resolve(drafted);
        for (const { cell, component, feature } of CELLS) {
          const decision = decisionOf(policy, component, feature);
          const says = [decision, ...(decision?.lost ?? [])];
          const override = says.find((layer) => layer?.layer === 'override');
          if (set[cell] === 'inherit') expect(override).toBeUndefined();
          else if (set[cell]) expect(override?.value).toBe(set[cell] === 'on');
        }
      }),
      RUNS,
    );
  });
});
