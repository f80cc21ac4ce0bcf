import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../apply-edits';
import { edit } from '../edits';
import type { AccountState, World } from '../state';
import { anyPolicy, NOW } from '../testing/policies';
import {
  accountLines,
  accountsHead,
  changesOf,
  type PlatformPolicy,
  planEdits,
  readPolicy,
  writePolicy,
} from '.';

const RUNS = { numRuns: 30 };
const ORIGIN = 'https://switchyard.example';

/** All files of a policy, accounts too. */
function filesOf(policy: PlatformPolicy): Map<string, string> {
  const accounts = [...(policy.accounts?.values() ?? [])];
  const text = accountsHead(ORIGIN, accounts.length > 0) + accounts.map(accountLines).join('');
  return writePolicy(policy, ORIGIN).set('accounts.yaml', text);
}

function read(policy: PlatformPolicy) {
  const { policy: files, problems } = readPolicy(filesOf(policy));
  expect(problems).toEqual([]);
  return files;
}

const NONE = { policy: [], accounts: [], archives: [], governance: [] };

function stateOf({
  account,
  revision,
  template,
  tags,
  overrides,
}: NonNullable<ReturnType<NonNullable<PlatformPolicy['accounts']>['get']>>): AccountState {
  const kept = Object.entries(overrides).map(([cell, one]) => [
    cell,
    { ...one, changeId: 'chg_old', decidedAt: new Date(0) },
  ]);
  return { account, revision, template, tags, overrides: Object.fromEntries(kept) };
}

function worldOf(policy: PlatformPolicy, accounts: Iterable<string>): World {
  const known = [...accounts].map((account): [string, AccountState] => {
    const own = policy.accounts?.get(account);
    return [
      account,
      stateOf(own ?? { account, revision: 0, template: null, tags: [], overrides: {} }),
    ];
  });
  const assigned = new Map<string, number>();
  for (const { template } of policy.accounts?.values() ?? []) {
    if (template) assigned.set(template, (assigned.get(template) ?? 0) + 1);
  }
  return { ...policy, templates: new Map(policy.templates), accounts: new Map(known), assigned };
}

/** The platform after changes that are applied one after the other, as the door applies them. */
function after(platform: PlatformPolicy, all: World, changes: readonly (readonly unknown[])[]) {
  let world = all;
  changes.forEach((edits, index) => {
    const parsed = edits.map((one) => edit.parse(one));
    const effects = applyEdits(world, parsed, { now: NOW, changeId: `chg_${index}` });
    const [templates, accounts] = [new Map(world.templates), new Map(world.accounts)];
    let { rules, approvals, guardrails } = world;
    for (const { subject, after: state } of effects) {
      if (subject.kind === 'template') templates.set(subject.id, state as never);
      if (subject.kind === 'account') accounts.set(subject.id, state as never);
      if (subject.kind === 'rules') rules = state as never;
      if (subject.kind === 'approvals') approvals = state as never;
      if (subject.kind === 'guardrails') guardrails = state as never;
    }
    const assigned = new Map<string, number>();
    for (const { template } of accounts.values()) {
      if (template) assigned.set(template, (assigned.get(template) ?? 0) + 1);
    }
    world = { templates, accounts, rules, approvals, guardrails, assigned };
  });
  return { ...platform, ...world } as PlatformPolicy;
}

test('what is written and read again asks for no edit, whatever the policy', () => {
  fc.assert(
    fc.property(anyPolicy, (policy) => {
      const planned = planEdits(policy, read(policy), { prune: true, now: NOW });
      expect(planned).toMatchObject({
        ...NONE,
        left: { templates: [], accounts: [] },
        archived: [],
      });
    }),
    RUNS,
  );
});

test('files are the same whatever order things were in', () => {
  const backwards = <T extends object>(record: T) =>
    Object.fromEntries(Object.entries(record).reverse()) as T;
  fc.assert(
    fc.property(anyPolicy, (policy) => {
      const turned: PlatformPolicy = {
        ...policy,
        templates: new Map(
          [...policy.templates]
            .reverse()
            .map(([key, state]) => [key, { ...state, settings: backwards(state.settings) }]),
        ),
        rules: {
          ...policy.rules,
          rules: policy.rules.rules.map(({ when, template }) => ({
            template,
            when: backwards(when),
          })),
        },
        approvals: { ...policy.approvals, rules: policy.approvals.rules.map(backwards) },
        guardrails: {
          ...policy.guardrails,
          guardrails: policy.guardrails.guardrails.map(backwards),
        },
      };
      expect(filesOf(turned)).toEqual(filesOf(policy));
    }),
    RUNS,
  );
});

test('applying the plan makes any platform say what the files of any other say', () => {
  fc.assert(
    fc.property(
      anyPolicy,
      anyPolicy,
      fc.integer({ min: 40, max: 500 }),
      (platform, other, most) => {
        const files = read(other);
        const planned = planEdits(platform, files, { prune: true, now: NOW });
        const ids = new Set([
          ...(platform.accounts?.keys() ?? []),
          ...(other.accounts?.keys() ?? []),
        ]);
        // Guardrails are an admin's to apply, after the rest.
        const changes = [...changesOf(planned, most), planned.governance];
        const done = after(platform, worldOf(platform, ids), changes);
        expect(planEdits(done, files, { prune: true, now: NOW })).toMatchObject({
          ...NONE,
          archived: [],
        });
      },
    ),
    RUNS,
  );
});

test('without pruning nothing is taken away that files do not name', () => {
  fc.assert(
    fc.property(anyPolicy, anyPolicy, (platform, other) => {
      const files = read(other);
      const { archives, accounts, left } = planEdits(platform, files, { prune: false, now: NOW });
      expect(archives).toEqual([]);
      expect(left.templates.every((key) => !files.templates.has(key))).toBe(true);
      const named = accounts.flat().map((one) => ('account' in one ? one.account : ''));
      expect(named.every((id) => files.accounts?.has(id))).toBe(true);
    }),
    RUNS,
  );
});
