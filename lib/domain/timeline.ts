import type { Cell } from './cells';
import type { OverrideLayer, PolicyInput, TemplateLayer } from './policy';
import { assign } from './rule-match';
import type { Rules } from './rules';
import type { AccountState, OverrideState, TemplateState } from './state';
import type { Traits } from './traits';

/** One state of something, from a moment until the next one; traits come by no change. */
export interface Since<State> {
  from: Date;
  changeId: string | null;
  state: State;
}

/** What a revision of an account's policy says that decides cells. */
export type AccountPolicyState = Pick<AccountState, 'template' | 'overrides'>;

/** All revisions that could have decided an account's policy, each list in the order of revisions. */
export interface Timeline {
  account: string;
  /** What the installation has opted in to now: the past is shown with the same cells. */
  preview?: PolicyInput['preview'];
  traits: readonly Since<Traits>[];
  policies: readonly Since<AccountPolicyState>[];
  rules: readonly Since<Rules>[];
  templates: ReadonlyMap<string, readonly Since<TemplateState>[]>;
}

/** Deep enough for any chain that the door for writes has ever let in. */
const DEEPEST = 50;

function stateAt<State>(revisions: readonly Since<State>[], at: Date): State | undefined {
  return revisions.findLast(({ from }) => from.getTime() <= at.getTime())?.state;
}

type Assigning = Pick<Timeline, 'traits' | 'policies' | 'rules'>;

/** Which template an account had at a moment and by what; null before it was in the mirror. */
export function assignedAt({ traits, policies, rules }: Assigning, at: Date) {
  const then = { traits: stateAt(traits, at), rules: stateAt(rules, at) };
  if (!then.traits || !then.rules) return null;
  return assign(stateAt(policies, at)?.template ?? null, then.rules, then.traits);
}

function chainAt({ templates }: Timeline, assigned: string, at: Date): TemplateLayer[] {
  const chain: TemplateLayer[] = [];
  for (let key: string | null = assigned; key !== null && chain.length < DEEPEST; ) {
    const template: TemplateState | undefined = stateAt(templates.get(key) ?? [], at);
    if (!template) break;
    chain.push({ key, revision: template.revision, settings: template.settings });
    key = template.extends;
  }
  return chain;
}

/**
 * Everything that decided the account's policy at a moment, from the revisions that were valid then.
 * null where nothing is known of it: before it was in the mirror, and before the first rules.
 */
export function inputAt(timeline: Timeline, at: Date): PolicyInput | null {
  const assigned = assignedAt(timeline, at);
  const traits = stateAt(timeline.traits, at);
  if (!assigned || !traits) return null;
  const [first, ...ancestors] = chainAt(timeline, assigned.template, at);
  if (!first) return null;
  const overrides = Object.entries(stateAt(timeline.policies, at)?.overrides ?? {});
  return {
    account: timeline.account,
    ...(timeline.preview && { preview: timeline.preview }),
    at,
    traits,
    assignedBy: assigned.by,
    templates: [first, ...ancestors],
    overrides: (overrides as [Cell, OverrideState][]).map(
      ([cell, kept]): OverrideLayer => ({ cell, ...kept }),
    ),
  };
}

/** When overrides end that some revision of the account's policy holds. */
export function expiriesOf({ policies }: Pick<Timeline, 'policies'>): Date[] {
  return policies.flatMap(({ state }) =>
    Object.values(state.overrides).flatMap(({ expiresAt }) => expiresAt ?? []),
  );
}

/** Moments in their order, each once. */
export function inOrder(moments: readonly Date[]): Date[] {
  return [...new Set(moments.map((at) => at.getTime()))]
    .sort((a, b) => a - b)
    .map((ms) => new Date(ms));
}

/** Every moment at which the account's policy may have changed, in order. */
export function momentsOf(timeline: Timeline): Date[] {
  const { traits, policies, rules, templates } = timeline;
  const revisions = [traits, policies, rules, ...templates.values()].flat();
  return inOrder([...revisions.map(({ from }) => from), ...expiriesOf(timeline)]);
}
