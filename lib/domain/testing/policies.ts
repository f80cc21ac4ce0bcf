import fc from 'fast-check';
import { CELLS, type Cell } from '../cells';
import { type ApprovalRule, approvalRule, EDIT_KINDS, type Guardrail } from '../governance';
import type { PlatformPolicy } from '../policy-files/policy';
import type { Rule } from '../rules';
import type { DecidedSetting, Settings } from '../settings';
import type { TemplateState } from '../state';
import { line, prose, tag } from '../text';
import { CONTROLLER_KINDS } from '../traits';

/** Those of the catalog, and some of previews. */
const cells = [
  ...CELLS.map(({ cell }) => cell),
  'recipients',
  'app_install',
  'app_install.allowed_apps:com.example.books',
  'app_install.allowed_apps:com.example.air',
] as Cell[];
const anyCell = fc.constantFrom(...cells);
const setting: fc.Arbitrary<DecidedSetting> = fc.constantFrom('on', 'off');

/** Words that YAML could take for something else, beside text of all kinds. */
const tricky = fc.constantFrom(
  ...[
    'on',
    'off',
    'yes',
    'null',
    '~',
    'true',
    '1e3',
    '0x1F',
    '.5',
    '012',
    '2026-01-01',
    '- a',
    'a: b',
  ],
  ...[
    '# no',
    '"',
    "'",
    '%',
    '@',
    '`',
    '&a',
    '*a',
    '!x',
    '|',
    '>',
    '{}',
    '[]',
    '?',
    ': ',
    'a #b',
    '…',
    '---',
  ],
);

/** Text that the product takes, just as it keeps it. */
function kept(schema: ReturnType<typeof line>, maxLength: number): fc.Arbitrary<string> {
  const raw = fc.oneof(tricky, fc.string({ maxLength, unit: 'binary' }), fc.string({ maxLength }));
  return raw
    .map((text) => schema.safeParse(text))
    .filter(({ success }) => success)
    .map(({ data }) => data as string);
}

const names = kept(line(80), 80);
const notes = kept(prose(500), 60).chain((text) =>
  fc.constantFrom(text, `${text}\n${text}`, `${text}\n\n  ${text}\n# ${text}`),
);
const tags = fc.uniqueArray(kept(tag, 20), { maxLength: 4 }).map((all) => all.sort());

const settings: fc.Arbitrary<Settings> = fc.dictionary(anyCell, setting, { maxKeys: 12 });

const some = <T>(item: fc.Arbitrary<T>) =>
  fc.uniqueArray(item, { minLength: 1, maxLength: 3, selector: (one) => JSON.stringify(one) });

const condition = fc
  .record(
    {
      country: some(fc.constantFrom('DE', 'NO', 'US')),
      controller: some(fc.constantFrom(...CONTROLLER_KINDS)),
      capability: some(fc.constantFrom('treasury', 'card_payments')),
      tag: some(kept(line(60), 20)),
      emailDomain: some(fc.constantFrom('example.com', 'shop.example')),
    },
    { requiredKeys: [] },
  )
  .filter((when) => Object.keys(when).length > 0) as fc.Arbitrary<Rule['when']>;

const approval: fc.Arbitrary<ApprovalRule> = fc
  .record({
    name: names,
    when: fc.record(
      {
        kinds: some(fc.constantFrom(...EDIT_KINDS)),
        turnsOn: fc.oneof(fc.constant('money_moving' as const), some(anyCell)),
        accountsOver: fc.nat(1000),
      },
      { requiredKeys: [] },
    ),
    approvers: fc.constantFrom(0, 1, 2),
    by: fc.constantFrom('operator', 'admin'),
  })
  .map((rule) => approvalRule.parse(rule));

const guardrailAmong = (keys: string[]): fc.Arbitrary<Guardrail> =>
  fc.record({
    name: names,
    of: fc.oneof(
      fc.record({ template: fc.constantFrom(...keys) }),
      fc.record({ accounts: fc.oneof(fc.constant({}), condition) }),
    ),
    never: fc.uniqueArray(fc.record({ cell: anyCell, is: setting }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ cell }) => cell,
    }),
  });

const byName = { maxLength: 3, selector: ({ name }: { name: string }) => name };

/** Templates with keys among the first twelve letters; each extends one that is made before it, or none. */
const templates: fc.Arbitrary<Map<string, TemplateState>> = fc
  .shuffledSubarray([...'abcdefghijkl'], { minLength: 1 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key, index) =>
        fc.record({
          key: fc.constant(key),
          revision: fc.integer({ min: 1, max: 9 }),
          name: names,
          // Chains in use are ten deep at most.
          extends: fc.constantFrom(null, ...keys.slice(Math.max(0, index - 9), index)),
          settings,
          archived: fc.constant(false),
        }),
      ),
    ),
  )
  .map((all) => new Map(all.map((state): [string, TemplateState] => [state.key, state])))
  .filter((all) => [...all.keys()].every((key) => depth(all, key) <= 10));

function depth(all: ReadonlyMap<string, TemplateState>, key: string): number {
  const parent = all.get(key)?.extends;
  return parent ? 1 + depth(all, parent) : 1;
}

/** A moment after which overrides may have ended. */
export const NOW = new Date('2026-11-21T12:00:00.000Z');

const override = fc.record({
  setting,
  note: fc.option(notes),
  expiresAt: fc.option(fc.constantFrom(-1, 1, 1000, 86_400_000).map((ms) => new Date(+NOW + ms))),
});

const accountsAmong = (keys: string[]) =>
  fc
    .uniqueArray(fc.constantFrom(...'ABCDEF'), { maxLength: 6 })
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          fc.record({
            account: fc.constant(`acct_${id}`),
            revision: fc.nat(9),
            template: fc.option(fc.constantFrom(...keys)),
            tags,
            overrides: fc.dictionary(anyCell, override, { maxKeys: 4 }) as fc.Arbitrary<
              Partial<
                Record<
                  Cell,
                  { setting: DecidedSetting; note: string | null; expiresAt: Date | null }
                >
              >
            >,
          }),
        ),
      ),
    )
    .map((all) => new Map(all.map((one) => [one.account, one])));

/** Any policy that a platform can have. */
export const anyPolicy: fc.Arbitrary<PlatformPolicy> = templates.chain((all) => {
  const keys = [...all.keys()];
  const template = fc.constantFrom(...keys);
  return fc.record({
    templates: fc.constant(all),
    rules: fc.record({
      revision: fc.integer({ min: 1, max: 9 }),
      rules: fc.array(fc.record({ when: condition, template }), { maxLength: 3 }),
      default: template,
    }),
    approvals: fc.record({
      revision: fc.constant(1),
      rules: fc.uniqueArray(approval, byName),
    }),
    guardrails: fc.record({
      revision: fc.constant(1),
      guardrails: fc.uniqueArray(guardrailAmong(keys), byName),
    }),
    accounts: accountsAmong(keys),
  });
});
