import { type Cell, cellsOf } from './cells';
import { type Decision, decisionOf, type PolicyInput, type ResolvedPolicy } from './policy';
import { isInForce, resolve } from './resolve';
import { inputAt, momentsOf, type Since, type Timeline } from './timeline';
import type { Traits } from './traits';

/**
 * What made a policy another one: a change; an override that ended by itself; other facts from
 * Stripe; the account's arrival in the mirror. `earlier` is what lies before a history that is cut.
 */
export type Cause =
  | { kind: 'change'; changeId: string }
  | { kind: 'expiry' | 'facts' | 'arrival' | 'earlier' };

/** A cell that came to another value, and that value. */
export interface Flip {
  cell: Cell;
  value: boolean;
}

/** A moment at which the policy became another one. */
export interface Moment {
  at: Date;
  causes: readonly Cause[];
  flips: readonly Flip[];
  /** Cells that kept their value and are decided by something else from here on. */
  moved: number;
}

/** A time in which one cell had one value from one source. */
export interface Span {
  from: Date;
  /** null: it still is so. */
  to: Date | null;
  value: boolean;
  layer: Decision['layer'];
  /** The template that decided, where one did. */
  template: string | null;
  causes: readonly Cause[];
}

/** An account's policy over time. */
export interface History {
  /** From where on it is told: the account's arrival, or later where it is cut. */
  from: Date;
  cut: boolean;
  /** The oldest first; the first one is the beginning, and nothing flips there. */
  moments: Moment[];
  spans: ReadonlyMap<Cell, readonly Span[]>;
}

/** How much of a history is told. */
export interface Extent {
  now: Date;
  /** Most moments that are looked at, the newest. */
  most: number;
  /** Before this moment revisions are missing; null where all are there. */
  knownFrom: Date | null;
}

/** What decided a cell, as far as it is something else to a reader: not which revision said so. */
function sourceOf(decision: Decision): string {
  switch (decision.layer) {
    case 'override':
      return `override ${decision.changeId}`;
    case 'template':
      return `template ${decision.template}`;
    case 'ceiling':
      return `ceiling ${decision.code}`;
    case 'stripe_default':
      return decision.layer;
  }
}

/** The same facts apart from tags, which only changes touch. Stripe's order of keys counts for nothing. */
function sameFacts(a: Traits, b: Traits): boolean {
  const flat = ({ tags: _, capabilities, ...rest }: Traits) =>
    JSON.stringify(
      [...Object.entries(rest), ...Object.entries(capabilities)].sort(([x], [y]) =>
        x < y ? -1 : 1,
      ),
    );
  return flat(a) === flat(b);
}

const startsAt = (at: Date) => (revision: Since<unknown>) =>
  revision.from.getTime() === at.getTime();

/** What happened at a moment to whatever decided the policy before or decides it after. */
function causesAt(timeline: Timeline, at: Date, before: PolicyInput, after: PolicyInput): Cause[] {
  const { traits, policies, rules, templates } = timeline;
  const keys = new Set([...before.templates, ...after.templates].map(({ key }) => key));
  const changed = [policies, rules, ...[...keys].map((key) => templates.get(key) ?? [])]
    .flat()
    .filter(startsAt(at))
    .flatMap(({ changeId }) => changeId ?? []);
  const causes: Cause[] = [...new Set(changed)].map((changeId) => ({ kind: 'change', changeId }));
  if (before.overrides.some(({ expiresAt }) => expiresAt?.getTime() === at.getTime())) {
    causes.push({ kind: 'expiry' });
  }
  if (traits.some(startsAt(at)) && !sameFacts(before.traits, after.traits)) {
    causes.push({ kind: 'facts' });
  }
  return causes.length > 0 ? causes : [{ kind: 'facts' }];
}

/** The spans of all cells so far; `next` goes on with the policy from a moment on. */
class Spans {
  readonly byCell = new Map<Cell, Span[]>();
  private sources = new Map<Cell, string>();

  /** Says which cells flipped and how many only moved; nothing did at the beginning. */
  next(policy: ResolvedPolicy, from: Date, causes: readonly Cause[]) {
    const flips: Flip[] = [];
    let moved = 0;
    for (const { cell, component, feature } of cellsOf(policy.components)) {
      const decision = decisionOf(policy, component, feature);
      if (!decision) continue;
      const { value, layer } = decision;
      const source = sourceOf(decision);
      const spans = this.byCell.get(cell) ?? [];
      const last = spans.at(-1);
      if (last?.value === value && this.sources.get(cell) === source) continue;
      if (last && last.value !== value) flips.push({ cell, value });
      else if (last) moved += 1;
      if (last) last.to = from;
      const template = decision.layer === 'template' ? decision.template : null;
      spans.push({ from, to: null, value, layer, template, causes });
      this.byCell.set(cell, spans);
      this.sources.set(cell, source);
    }
    return { flips, moved };
  }
}

/** Whether two inputs resolve to the same: which moment it is counts only for what is in force. */
function sameInput(a: PolicyInput, b: PolicyInput): boolean {
  const deciding = ({ templates, overrides, at }: PolicyInput) => [
    ...templates.map(({ key, revision }) => `${key}@${revision}`),
    ...overrides
      .filter((override) => isInForce(override, at))
      .map(({ cell, setting, changeId }) => `${cell} ${setting} ${changeId}`),
  ];
  return a.traits === b.traits && deciding(a).join() === deciding(b).join();
}

/**
 * How an account's policy came to be what it is: the moments at which it became another one, with
 * what made it so and which cells flipped, and of every cell the times in which it was what. Resolves
 * once for each moment; those at which nothing became otherwise are left out. null where nothing is
 * known of the account by now. It yields after each resolution, so that who runs it may pause.
 */
export function* historySteps(
  timeline: Timeline,
  { now, most, knownFrom }: Extent,
): Generator<void, History | null> {
  const told = momentsOf(timeline).filter(
    (at) => at.getTime() <= now.getTime() && at.getTime() >= (knownFrom?.getTime() ?? 0),
  );
  const known = told.flatMap((at) => inputAt(timeline, at) ?? []);
  const [first, ...later] = known.slice(-most);
  if (!first) return null;
  const cut = knownFrom !== null || known.length > most;
  const spans = new Spans();
  const beginning: Cause[] = [{ kind: cut ? 'earlier' : 'arrival' }];
  const moments: Moment[] = [
    { at: first.at, causes: beginning, ...spans.next(resolve(first), first.at, beginning) },
  ];
  let before = first;
  for (const input of later) {
    if (!sameInput(before, input)) {
      const causes = causesAt(timeline, input.at, before, input);
      const found = spans.next(resolve(input), input.at, causes);
      if (found.flips.length + found.moved > 0) moments.push({ at: input.at, causes, ...found });
      yield;
    }
    before = input;
  }
  return { from: first.at, cut, moments, spans: spans.byCell };
}

/** The same without a pause. */
export function historyOf(timeline: Timeline, extent: Extent): History | null {
  const steps = historySteps(timeline, extent);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
