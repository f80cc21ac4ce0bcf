import type { z } from 'zod';
import { applyEdits } from '../apply-edits';
import { canonical } from '../canonical';
import { type Cell, cellsSaid } from '../cells';
import { edit } from '../edits';
import { AppError } from '../errors';
import type { Setting } from '../settings';
import type { World } from '../state';
import { accountEdits } from './account-edits';
import {
  type AccountInFile,
  inCatalogOrder,
  type PlatformPolicy,
  type PolicyInFiles,
  type TemplateInFile,
} from './policy';

/** An edit as a request has it: moments are text. */
export type EditInput = z.input<typeof edit>;
type InputOf<Op extends EditInput['op']> = Extract<EditInput, { op: Op }>;

/** What has to be done so that a platform's policy is what files say. */
export interface Planned {
  /** Templates, parents first, then the rules. */
  policy: EditInput[];
  /** The edits of accounts, those of one account together. */
  accounts: EditInput[][];
  /** Templates that nothing needs any more, children first. */
  archives: EditInput[];
  /** Approval rules and guardrails, which only an admin changes. */
  governance: EditInput[];
  /** What the platform has and the files have not, and nobody asked to take away. */
  left: { templates: string[]; accounts: string[] };
  /** Templates that have a file, and are archived for good. */
  archived: string[];
  /** Overrides in files whose time is over. */
  expired: { account: string; cell: Cell }[];
}

/** What an edit that is made from files alters in settings: what to say, and what to say no more. */
function settingsEdit(
  before: Partial<Record<Cell, Setting>>,
  after: Partial<Record<Cell, Setting>>,
): Partial<Record<Cell, Setting>> {
  const set: Partial<Record<Cell, Setting>> = {};
  for (const { cell } of cellsSaid(before, after)) {
    const [was, is] = [before[cell] ?? 'inherit', after[cell] ?? 'inherit'];
    if (was !== is) set[cell] = is;
  }
  return set;
}

function templateEdit(
  current: PlatformPolicy['templates'],
  file: TemplateInFile,
): InputOf<'template.create'> | InputOf<'template.update'> | null {
  const { key, name } = file;
  const state = current.get(key);
  if (!state) {
    const set = inCatalogOrder(file.settings);
    return { op: 'template.create', key, name, extends: file.extends, set };
  }
  const set = settingsEdit(state.settings, file.settings);
  const update = {
    ...(name !== state.name && { name }),
    ...(file.extends !== state.extends && { extends: file.extends }),
    ...(Object.keys(set).length > 0 && { set }),
  };
  if (Object.keys(update).length === 0) return null;
  return { op: 'template.update', key, expectedRevision: state.revision, ...update };
}

/** Keys in an order in which each comes after the one that it extends. */
function parentsFirst(templates: ReadonlyMap<string, { extends: string | null }>): string[] {
  const found = new Set<string>();
  const visit = (key: string) => {
    const parent = templates.get(key)?.extends;
    if (found.has(key)) return;
    if (parent && templates.has(parent)) visit(parent);
    found.add(key);
  };
  for (const key of [...templates.keys()].sort()) visit(key);
  return [...found];
}

/** Whether edits of templates can be made one after the other, as the door for writes makes them. */
function goThrough(platform: PlatformPolicy, edits: readonly EditInput[]): boolean {
  const world: World = {
    ...platform,
    templates: new Map(platform.templates),
    accounts: new Map(),
    assigned: new Map(),
  };
  try {
    applyEdits(
      world,
      edits.map((one) => edit.parse(one)),
      { now: new Date(0), changeId: '' },
    );
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_request') return false;
    throw error;
  }
}

/**
 * The edits of templates, parents first: so nothing extends what is not there, and no cycle comes and
 * goes. Where a chain would be too deep for a moment, the templates that move are taken off first.
 */
function templateEdits(platform: PlatformPolicy, files: PolicyInFiles): EditInput[] {
  const edits = parentsFirst(files.templates).flatMap((key) => {
    const file = files.templates.get(key);
    if (!file || platform.templates.get(key)?.archived) return [];
    return templateEdit(platform.templates, file) ?? [];
  });
  if (goThrough(platform, edits)) return edits;
  const taken = edits.flatMap((one): EditInput[] => {
    const moves = one.op === 'template.update' && one.extends !== undefined;
    if (!moves || platform.templates.get(one.key)?.extends === null) return [];
    const { op, key, expectedRevision } = one;
    return [{ op, key, expectedRevision, extends: null }];
  });
  return [...taken, ...edits];
}

const same = (one: unknown, other: unknown) => canonical(one) === canonical(other);

function governanceEdits(platform: PlatformPolicy, files: PolicyInFiles): EditInput[] {
  const { approvals, guardrails } = platform;
  const edits: EditInput[] = [];
  if (files.guardrails && !same(files.guardrails, guardrails.guardrails)) {
    edits.push({
      op: 'guardrails.replace',
      expectedRevision: guardrails.revision,
      guardrails: [...files.guardrails],
    });
  }
  if (files.approvals && !same(files.approvals, approvals.rules)) {
    edits.push({
      op: 'approvals.replace',
      expectedRevision: approvals.revision,
      rules: [...files.approvals],
    });
  }
  return edits;
}

function rulesEdits(platform: PlatformPolicy, { rules }: PolicyInFiles): EditInput[] {
  const { revision: expectedRevision, ...current } = platform.rules;
  if (!rules || same(rules, { rules: current.rules, default: current.default })) return [];
  return [
    { op: 'rules.replace', expectedRevision, rules: [...rules.rules], default: rules.default },
  ];
}

const nothingOf = (account: string): AccountInFile => ({
  account,
  template: null,
  tags: [],
  overrides: {},
});

/**
 * What has to be done so that a platform's policy is what files say: exact to the revisions that
 * were read. What has no file stays as it is, unless `prune` asks to archive templates and clear
 * accounts that files do not name. Overrides whose time is over count for nothing on either side.
 */
export function planEdits(
  platform: PlatformPolicy,
  files: PolicyInFiles,
  { prune, now }: { prune: boolean; now: Date },
): Planned {
  const inUse = [...platform.templates.values()].filter(({ archived }) => !archived);
  const unnamed =
    files.templates.size === 0 ? [] : inUse.filter(({ key }) => !files.templates.has(key));
  const strangers = new Map(unnamed.map((state) => [state.key, state]));
  const owners = files.accounts
    ? [...(platform.accounts?.keys() ?? [])].filter((id) => !files.accounts?.has(id))
    : [];
  const wanted = [...(files.accounts?.values() ?? []), ...(prune ? owners.map(nothingOf) : [])].map(
    (file) => accountEdits(platform.accounts?.get(file.account), file, now),
  );
  return {
    policy: [...templateEdits(platform, files), ...rulesEdits(platform, files)],
    accounts: wanted.map(({ edits }) => edits).filter((edits) => edits.length > 0),
    archives: prune
      ? parentsFirst(strangers)
          .reverse()
          .map((key) => ({
            op: 'template.archive',
            key,
            expectedRevision: strangers.get(key)?.revision,
          }))
      : [],
    governance: governanceEdits(platform, files),
    left: { templates: prune ? [] : [...strangers.keys()].sort(), accounts: prune ? [] : owners },
    archived: [...files.templates.keys()].filter((key) => platform.templates.get(key)?.archived),
    expired: wanted.flatMap(({ expired }) => expired),
  };
}
