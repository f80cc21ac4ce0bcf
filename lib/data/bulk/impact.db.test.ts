import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { addPeople, as, change, factsOf, later, newTemplate, query } from '@/e2e/support/verbs';
import { CELLS, type Cell } from '@/lib/domain/cells';
import { decisionOf } from '@/lib/domain/policy';
import { saveAccount } from '../account-mirror';
import { getPolicy } from '../policy';
import { lookAt, runAll, startJob } from './testing/jobs';

beforeAll(addPeople);

const SOME_CELLS = [
  'payments',
  'payments.refund_management',
  'payouts',
  'payouts.instant_payouts',
  'tax_settings',
  'account_management',
] as const;
const cell = fc.constantFrom(...SOME_CELLS);
const setting = fc.constantFrom('on', 'off');
const tags = fc.uniqueArray(fc.constantFrom('vip', 'beta', 'pilot'), { maxLength: 2 });

/** An account of a small world: what Stripe says of it, and what policy does. */
const anyAccount = fc.record({
  kind: fc.constantFrom('none', 'express', 'full'),
  losses: fc.constantFrom('application', 'stripe'),
  collects: fc.constantFrom('application', 'stripe'),
  email: fc.constantFrom(null, 'a@one.example', 'a@two.example'),
  treasury: fc.boolean(),
  template: fc.option(fc.nat(2)),
  tags,
  overrides: fc.dictionary(
    cell,
    fc.record({ setting, note: fc.constantFrom(null, 'Noted'), ends: fc.boolean() }),
    { maxKeys: 3 },
  ),
});

const anyAct = fc.oneof(
  fc.record({ op: fc.constant('account.assign'), template: fc.option(fc.nat(2)) }),
  fc
    .record({ op: fc.constant('account.tag'), add: tags, remove: tags })
    .filter(
      ({ add, remove }) =>
        add.length + remove.length > 0 && !add.some((tag) => remove.includes(tag)),
    ),
  fc.record({
    op: fc.constant('account.override'),
    set: fc.dictionary(cell, setting, { minKeys: 1, maxKeys: 3 }),
    note: fc.constantFrom(null, 'Noted'),
  }),
  fc.record({ op: fc.constant('account.clear') }),
  fc.record({
    op: fc.constant('account.clear'),
    cells: fc.uniqueArray(cell, { minLength: 1, maxLength: 2 }),
  }),
);

const anyRules = fc.array(fc.record({ tag: fc.constantFrom('vip', 'beta'), template: fc.nat(2) }), {
  maxLength: 2,
});

async function valuesOf(
  ids: readonly string[],
  at: Date,
): Promise<Map<string, Map<Cell, boolean>>> {
  const all = new Map<string, Map<Cell, boolean>>();
  for (const account of ids) {
    const policy = await getPolicy(as('support', at), { account });
    const values = CELLS.map(({ cell, component, feature }): [Cell, boolean] => [
      cell,
      decisionOf(policy, component, feature)?.value ?? false,
    ]);
    all.set(account, new Map(values));
  }
  return all;
}

const revisionsOf = async (ids: readonly string[]) =>
  new Map(
    (
      await query<{ id: string; r: number }>(
        'SELECT id, policy_revision AS r FROM account WHERE id = ANY($1)',
        [ids],
      )
    ).map(({ id, r }) => [id, r]),
  );

test('impact is what the job then does to every account, resolved by itself', async () => {
  const keys = [
    await newTemplate({ payments: 'on', payouts: 'on' }),
    await newTemplate({ payments: 'on', 'payments.refund_management': 'off', tax_settings: 'on' }),
    await newTemplate({ account_management: 'on', payouts: 'on', 'payouts.instant_payouts': 'on' }),
  ];
  const rail = {
    name: 'None',
    of: { accounts: { tag: ['pilot'] } },
    never: [{ cell: 'tax_settings', is: 'on' }],
  };
  await change([{ op: 'guardrails.replace', guardrails: [rail] }], { context: as('admin') });
  let countries = 0;
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyAccount, { minLength: 2, maxLength: 12 }),
      anyAct,
      anyRules,
      async (accounts, drawn, rules) => {
        const country = `${String.fromCharCode(65 + Math.floor(countries / 26))}${String.fromCharCode(65 + (countries % 26))}`;
        countries += 1;
        // Rules that a guardrail does not let be leave those of before.
        await change([
          {
            op: 'rules.replace',
            rules: rules.map(({ tag, template }) => ({
              when: { tag: [tag] },
              template: keys[template],
            })),
            default: 'base',
          },
        ]).catch(() => undefined);
        const ids: string[] = [];
        for (const one of accounts) {
          const facts = factsOf({
            traits: {
              country,
              dashboardType: one.kind,
              lossesPayments: one.losses,
              requirementCollection: one.collects,
              email: one.email,
              capabilities: one.treasury ? { treasury: 'active' } : {},
            },
          });
          await saveAccount(facts, later(0));
          const account = facts.id;
          ids.push(account);
          const edits = [
            ...(one.template === null
              ? []
              : [{ op: 'account.assign', account, template: keys[one.template] }]),
            ...(one.tags.length > 0 ? [{ op: 'account.tag', account, add: one.tags }] : []),
            ...Object.entries(one.overrides).map(([name, { setting, note, ends }]) => ({
              op: 'account.override',
              account,
              set: { [name]: setting },
              note,
              expiresAt: ends ? later(3_600_000_000).toISOString() : null,
            })),
          ];
          // What a guardrail does not let be is left out of this world.
          if (edits.length === 0) continue;
          const together = await change(edits).catch(() => null);
          if (!together) for (const edit of edits) await change([edit]).catch(() => null);
        }
        const act =
          'template' in drawn && drawn.template !== null
            ? { ...drawn, template: keys[drawn.template as number] }
            : drawn;
        const asked = { act, filter: { country } };
        const now = later(2_000_000);
        const [before, revisions] = [await valuesOf(ids, now), await revisionsOf(ids)];
        const { impact } = await lookAt(asked);
        const job = await startJob(asked);
        const counts = job.id === null ? null : (await runAll(job.id)).counts;
        const [after, then] = [await valuesOf(ids, now), await revisionsOf(ids)];

        const touched = ids.filter((id) => revisions.get(id) !== then.get(id)).length;
        const cells: Record<string, { on: number; off: number }> = {};
        let flipping = 0;
        for (const id of ids) {
          const flips = [...(before.get(id) ?? [])].filter(
            ([name, value]) => after.get(id)?.get(name) !== value,
          );
          if (flips.length > 0) flipping += 1;
          for (const [name, value] of flips) {
            cells[name] ??= { on: 0, off: 0 };
            cells[name][value ? 'off' : 'on'] += 1;
          }
        }
        expect({
          accounts: impact.accounts,
          flipping: impact.flipping,
          cells: Object.fromEntries(
            impact.cells
              .filter(({ on, off }) => on + off > 0)
              .map(({ cell, on, off }) => [cell, { on, off }]),
          ),
        }).toEqual({ accounts: touched, flipping, cells });
        expect(impact.matched).toBe(ids.length);
        if (counts) {
          expect(counts).toMatchObject({
            applied: impact.accounts,
            refused: impact.refused,
            unchanged: impact.unchanged,
          });
        }
        changed += touched;
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
  expect(changed).toBeGreaterThan(0);
  await change([{ op: 'guardrails.replace', guardrails: [] }], { context: as('admin') });
}, 240_000);
