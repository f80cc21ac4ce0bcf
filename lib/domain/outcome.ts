import { ceilingTraits } from './account-class';
import { type AccountEffect, type Effect, effectsOn } from './apply-edits';
import { canonical } from './canonical';
import { type Cell, cellsSaid } from './cells';
import type { DiffLine } from './diff';
import type { Edit, Subject } from './edits';
import { openCells, saidByTemplate, saidOfAccount } from './layers';
import { isInForce } from './resolve';
import { assign } from './rule-match';
import type { Rules } from './rules';
import type { DecidedSetting, Settings } from './settings';
import type { AccountState, OverrideState, TemplateState, World } from './state';
import type { Traits } from './traits';
import { worldAfter } from './world-after';

/** A cell of which a subject's layers together say something else; null stands for nothing. */
export interface Flip {
  cell: Cell;
  before: DecidedSetting | null;
  after: DecidedSetting | null;
}

/** What a change does to one subject, by all of its layers taken together. */
export interface SubjectOutcome {
  subject: Subject;
  flips: Flip[];
  /** Cells that merchants could not use before and can use then, and the other way round. */
  opens: Cell[];
  closes: Cell[];
}

/** What a template says in all, as far as a change of the rules stands on it. */
export interface Standing {
  template: string;
  says: Settings;
}

/**
 * What a change does, whatever number of accounts there is. What others change meanwhile alters it
 * only where it bears on this change.
 */
export interface Outcome {
  lines: DiffLine[];
  subjects: SubjectOutcome[];
  /** Where the rules change: the templates that accounts can leave and those they can come to. */
  moves: { from: Standing[]; to: Standing[] } | null;
}

/** What an account edit's outcome depends on beyond the world. */
export interface OutcomeContext {
  at: Date;
  /** The traits of the accounts that are edited. */
  traits: ReadonlyMap<string, Traits>;
}

function compare(subject: Subject, said: [Settings, Settings], traits?: Traits): SubjectOutcome {
  const [before, after] = said;
  const [openBefore, openAfter] = [openCells(before, traits), openCells(after, traits)];
  const cells = cellsSaid(before, after).map(({ cell }) => cell);
  return {
    subject,
    flips: cells
      .map((cell) => ({ cell, before: before[cell] ?? null, after: after[cell] ?? null }))
      .filter((flip) => flip.before !== flip.after),
    opens: cells.filter((cell) => openAfter.has(cell) && !openBefore.has(cell)),
    closes: cells.filter((cell) => openBefore.has(cell) && !openAfter.has(cell)),
  };
}

const isSomething = ({ flips, opens, closes }: SubjectOutcome) =>
  flips.length + opens.length + closes.length > 0;

/** Templates that the change touches or that extend one of them, before it or after it. */
export function templatesStandingOn(
  keys: Iterable<string>,
  ...sides: readonly ReadonlyMap<string, TemplateState>[]
): string[] {
  const found = new Set(keys);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const templates of sides) {
      for (const { key, extends: parent } of templates.values()) {
        if (parent !== null && found.has(parent)) found.add(key);
      }
    }
  }
  return [...found].sort();
}

/**
 * The templates between which accounts can move when rules change. Accounts that a common beginning
 * of both lists matches stay where they are; any other may go from one of these to one of those.
 */
function movesBetween(before: World, after: World): { from: Standing[]; to: Standing[] } {
  const texts = [before, after].map(({ rules }) => rules.rules.map((rule) => canonical(rule)));
  const [old = [], now = []] = texts;
  let same = 0;
  while (same < Math.min(old.length, now.length) && old[same] === now[same]) same += 1;
  const standings = ({ templates, rules }: World): Standing[] =>
    [...new Set(givenFrom(rules, same))]
      .sort()
      .map((template) => ({ template, says: saidByTemplate(templates, template) }));
  return { from: standings(before), to: standings(after) };
}

const givenFrom = (rules: Rules, first: number) => [
  ...rules.rules.slice(first).map(({ template }) => template),
  rules.default,
];

/** What moves between templates can open and close for the accounts that make them. */
function outcomeOfMoves({ from, to }: { from: Standing[]; to: Standing[] }): SubjectOutcome {
  const [left, reached] = [from, to].map((side) => side.map(({ says }) => openCells(says)));
  const cells = cellsSaid(...[...from, ...to].map(({ says }) => says));
  const differ = (some: readonly Set<Cell>[] = [], others: readonly Set<Cell>[] = []) =>
    cells
      .map(({ cell }) => cell)
      .filter(
        (cell) => some.some((open) => open.has(cell)) && others.some((open) => !open.has(cell)),
      );
  return {
    subject: { kind: 'rules', id: 'rules' },
    flips: [],
    opens: differ(reached, left),
    closes: differ(left, reached),
  };
}

/** A text in which two accounts agree only if a change does the same to both of them. */
function alikeBy(
  before: World,
  after: World,
  effect: AccountEffect,
  traits: Traits,
  at: Date,
): string {
  const side = ({ rules }: World, { template, tags, overrides }: AccountState) => {
    const own = (Object.entries(overrides) as [Cell, OverrideState][])
      .filter(([, override]) => isInForce(override, at))
      .map(([cell, { setting }]) => `${cell}=${setting}`);
    return [assign(template, rules, { ...traits, tags }).template, ...own.sort()].join(' ');
  };
  return [
    Object.values(ceilingTraits(traits)),
    side(before, effect.before),
    side(after, effect.after),
  ].join('|');
}

/** What a change does, given its effects on a world. Throws where an account's traits are missing. */
export function outcomeOf(
  before: World,
  effects: readonly Effect[],
  { at, traits }: OutcomeContext,
): Outcome {
  const after = worldAfter(before, effects);
  const touched = effectsOn(effects, 'template').map(({ subject }) => subject.id);
  const templates = templatesStandingOn(touched, before.templates, after.templates).map((key) =>
    compare({ kind: 'template', id: key }, [
      saidByTemplate(before.templates, key),
      saidByTemplate(after.templates, key),
    ]),
  );
  const known = new Map<string, SubjectOutcome>();
  const accounts = effectsOn(effects, 'account').map((effect) => {
    const own = traits.get(effect.subject.id);
    if (!own) throw new Error(`No traits of ${effect.subject.id} were given.`);
    const key = alikeBy(before, after, effect, own, at);
    const alike = known.get(key);
    if (alike) return { ...alike, subject: effect.subject };
    const said = (world: World, state: AccountState) => saidOfAccount(world, state, own, at);
    const one = compare(
      effect.subject,
      [said(before, effect.before), said(after, effect.after)],
      own,
    );
    known.set(key, one);
    return one;
  });
  const moves = effectsOn(effects, 'rules').length > 0 ? movesBetween(before, after) : null;
  return {
    lines: effects.flatMap(({ diff }) => diff),
    subjects: [...templates, ...accounts, ...(moves ? [outcomeOfMoves(moves)] : [])].filter(
      isSomething,
    ),
    moves,
  };
}

/** Whether a line sets an override on, or keeps one on for longer than before. */
function setsOn(line: DiffLine): boolean {
  if (line.cell === undefined || line.after !== 'on') return false;
  if (line.before !== 'on') return true;
  const { before = null, after = null } = line.expiresAt ?? {};
  return before !== null && (after === null || Date.parse(after) > Date.parse(before));
}

/**
 * The cells that a change turns on: those that a layer says on then and did not before, those that
 * an override keeps on for longer, and those that merchants can use then and could not before,
 * even where only Stripe's default or the component's own switch makes the difference.
 */
export function turnedOn({ lines, subjects }: Outcome): ReadonlySet<Cell> {
  return new Set([
    ...lines.filter(setsOn).flatMap(({ cell }) => cell ?? []),
    ...subjects.flatMap(({ flips, opens }) => [
      ...flips.filter(({ after }) => after === 'on').map(({ cell }) => cell),
      ...opens,
    ]),
  ]);
}

/**
 * What an approval is pinned to: the change's words, its edits, and what they do. `hash` makes a
 * short text of a long one, e.g. SHA-256 in hexadecimal. For when the change is scheduled is not in
 * it: that is part of each approval (`Approval.notBefore`).
 */
export function pinOf(
  change: { reason: string; edits: readonly Edit[] },
  { lines, subjects, moves }: Outcome,
  hash: (text: string) => string,
): string {
  const ordered = (items: readonly unknown[]) => items.map(canonical).sort();
  const { reason, edits } = change;
  return hash(
    canonical({ reason, edits, lines: ordered(lines), subjects: ordered(subjects), moves }),
  );
}
