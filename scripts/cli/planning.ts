import { applyEdits } from '../../lib/domain/apply-edits';
import type { DiffLine } from '../../lib/domain/diff';
import { edit } from '../../lib/domain/edits';
import { AppError } from '../../lib/domain/errors';
import {
  changesOf,
  type EditInput,
  type Planned,
  type PlatformPolicy,
  planEdits,
  problemLine,
  readPolicy,
} from '../../lib/domain/policy-files';
import type { AccountState, World } from '../../lib/domain/state';
import type { ChangeView } from '../../lib/domain/views';
import type { Api } from './api';
import { ApiError, CommandError, type ProblemDocument } from './errors';
import { readFolder } from './folder';
import { loadAccounts, loadPolicy } from './platform';

/** One change of a plan: its edits, what they do, and what the platform says of them. */
export interface PlannedChange {
  edits: EditInput[];
  /** Who applies it: `switchyard apply`, or an admin in the console, whom no token stands in for. */
  by: 'apply' | 'admin';
  diff: readonly DiffLine[];
  names: ChangeView['names'];
  impact: ChangeView['impact'] | null;
  requirement: ChangeView['requirement'] | null;
  /** Why the platform would refuse it now. */
  problem: ProblemDocument | null;
  /** Why nothing is known of its impact, where that is so and yet no problem. */
  unweighed: string | null;
}

/** All that would be done so that a platform's policy is what files say. */
export interface Plan extends Pick<Planned, 'left' | 'expired'> {
  url: string;
  changes: PlannedChange[];
}

function accountsIn(platform: PlatformPolicy, edits: readonly EditInput[]) {
  const ids = edits.flatMap((one) => ('account' in one ? [one.account] : []));
  return new Map(
    [...new Set(ids)].flatMap((id): [string, AccountState][] => {
      const own = platform.accounts?.get(id);
      if (!own) return [];
      const kept = { changeId: '', decidedAt: new Date(0) };
      const overrides = Object.entries(own.overrides).map(([cell, one]) => [
        cell,
        { ...one, ...kept },
      ]);
      return [[id, { ...own, overrides: Object.fromEntries(overrides) }]];
    }),
  );
}

/** What edits alter, worked out here, and what hinders them; for what the platform does not weigh. */
function diffHere(
  platform: PlatformPolicy,
  edits: readonly EditInput[],
  now: Date,
): Pick<PlannedChange, 'diff' | 'problem'> {
  const world: World = {
    ...platform,
    templates: new Map(platform.templates),
    accounts: accountsIn(platform, edits),
    assigned: new Map(),
  };
  try {
    const parsed = edits.map((one) => edit.parse(one));
    const effects = applyEdits(world, parsed, { now, changeId: '' });
    return { diff: effects.flatMap(({ diff }) => diff), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message: detail } = error;
    return { diff: [], problem: { status: 400, code, detail, requestId: null } };
  }
}

const createdIn = (changes: readonly (readonly EditInput[])[]) =>
  new Set(changes.flat().flatMap((one) => (one.op === 'template.create' ? [one.key] : [])));

/** Whether edits stand on something that an earlier change has to bring. */
function standsOn(edits: readonly EditInput[], created: ReadonlySet<string>): boolean {
  return edits.some((one) => {
    if (one.op === 'account.assign') return one.template !== null && created.has(one.template);
    return one.op === 'template.archive' && created.size > 0;
  });
}

const LATER = 'It stands on the changes before it, so its impact shows once they are applied.';
const MAY_NOT =
  'This token may not weigh changes (policy:write): impact, approvals and guardrails are not known.';

/** What the platform says of a change that is not made yet. */
async function weigh(
  api: Api,
  edits: EditInput[],
): Promise<Partial<Omit<PlannedChange, 'edits' | 'by'>>> {
  try {
    const body = { reason: 'switchyard plan', edits, dryRun: true };
    const { diff, names, impact, requirement } = await api.post<ChangeView>('/api/changes', body);
    return { diff, names, impact, requirement };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { problem } = error;
    if (problem.code === 'forbidden') return { unweighed: MAY_NOT };
    // What is wrong with the edits belongs to the plan; anything else ends the command.
    if (problem.status !== 400 && problem.status !== 404 && problem.status !== 409) throw error;
    return { problem };
  }
}

const namesOf = (platform: PlatformPolicy) =>
  Object.fromEntries(
    [...platform.templates.values()].map(({ key, name }) => [`template ${key}`, name]),
  );

/** The policy in a folder. Throws `CommandError` with every problem that its files have. */
export async function readPolicyFolder(folder: string) {
  const { files, strangers } = await readFolder(folder);
  const { policy, problems } = readPolicy(files);
  if (problems.length > 0) {
    const lines = problems.map((one) => problemLine({ ...one, file: `${folder}/${one.file}` }));
    throw new CommandError(lines.join('\n'));
  }
  return { policy, strangers, count: files.size };
}

/**
 * Plans what has to be done so that the platform's policy is what a folder says, and asks the
 * platform what that does. Nothing is written. Throws `CommandError` for files with problems, and
 * `ApiError`.
 */
export async function planFolder(
  api: Api,
  folder: string,
  { prune, now, most }: { prune: boolean; now: Date; most?: number },
): Promise<Plan> {
  const { policy: files } = await readPolicyFolder(folder);
  const platform: PlatformPolicy = {
    ...(await loadPolicy(api)),
    accounts: files.accounts ? await loadAccounts(api, files.accounts.keys()) : null,
  };
  const planned = planEdits(platform, files, { prune, now });
  if (planned.archived.length > 0) {
    const lines = planned.archived.map(
      (key) =>
        `${folder}/templates/${key}.yaml:1:1: The template "${key}" is archived for good. Delete its file, or give it another name.`,
    );
    throw new CommandError(lines.join('\n'));
  }
  const wanted = changesOf(planned, most);
  const names = namesOf(platform);
  const changes: PlannedChange[] = [];
  for (const [index, edits] of wanted.entries()) {
    const found = standsOn(edits, createdIn(wanted.slice(0, index)))
      ? { unweighed: LATER }
      : await weigh(api, edits);
    changes.push({
      edits,
      by: 'apply',
      diff: found.diff ?? diffHere(platform, edits, now).diff,
      names: { ...names, ...found.names },
      impact: found.impact ?? null,
      requirement: found.requirement ?? null,
      problem: found.problem ?? null,
      unweighed: found.unweighed ?? null,
    });
  }
  if (planned.governance.length > 0) changes.push(forAdmin(platform, planned, now));
  return { url: api.url, changes, left: planned.left, expired: planned.expired };
}

/** The edits of approval rules and guardrails, as they would be after the others. */
function forAdmin(platform: PlatformPolicy, planned: Planned, now: Date): PlannedChange {
  const { policy, governance: edits } = planned;
  const { diff, problem } = diffHere(platform, [...policy, ...edits], now);
  const kinds = ['approvals', 'guardrails'];
  return {
    edits,
    by: 'admin',
    diff: diff.filter(({ subject }) => kinds.includes(subject.kind)),
    names: namesOf(platform),
    impact: null,
    requirement: null,
    problem,
    unweighed: null,
  };
}
