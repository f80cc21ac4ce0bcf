import { canonical } from '@/lib/domain/canonical';

/** One item of a list that is edited; its id stays the same while it is changed and moved. */
export interface Item<T> {
  id: string;
  value: T;
}

export type Items<T> = readonly Item<T>[];

/** One thing in which an edited list differs from the saved one. Places count from 1. */
export type Difference<T> =
  | { kind: 'added'; id: string; value: T; place: number }
  | { kind: 'removed'; id: string; value: T; place: number }
  | { kind: 'changed'; id: string; value: T; place: number; before: T }
  | { kind: 'moved'; id: string; value: T; place: number; from: number; behind: T | null };

/** A saved list with an id for each item. */
export const itemsOf = <T>(values: readonly T[], revision: number): Items<T> =>
  values.map((value, index) => ({ id: `r${revision}-${index + 1}`, value }));

const placeOf = <T>(items: Items<T>, id: string) => items.findIndex((item) => item.id === id);
const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** The list with one item by so many places further down, or up where that is negative. */
export function moved<T>(items: Items<T>, id: string, by: number): Items<T> {
  const from = placeOf(items, id);
  const item = items[from];
  if (!item) return items;
  const to = Math.min(Math.max(from + by, 0), items.length - 1);
  return items.filter((other) => other.id !== id).toSpliced(to, 0, item);
}

/** The list with an item in the place of the one with its id, or at the end where there is none. */
export function withItem<T>(items: Items<T>, item: Item<T>): Items<T> {
  const place = placeOf(items, item.id);
  return place < 0 ? [...items, item] : items.with(place, item);
}

/** The list with an item behind the nearest of these, its predecessors, that is in the list. */
function placedAfter<T>(items: Items<T>, item: Item<T>, predecessors: Items<T>): Items<T> {
  const rest = items.filter(({ id }) => id !== item.id);
  const nearest = predecessors.findLast(({ id }) => placeOf(rest, id) >= 0);
  return rest.toSpliced(nearest ? placeOf(rest, nearest.id) + 1 : 0, 0, item);
}

/** The longest part of these numbers that ascends: what needs no move for all to be in order. */
function ascending(numbers: readonly number[]): ReadonlySet<number> {
  let longest: readonly number[] = [];
  const ending: (readonly number[])[] = [];
  for (const [index, number] of numbers.entries()) {
    const before = ending
      .slice(0, index)
      .filter((part) => (part.at(-1) ?? -1) < number)
      .reduce<readonly number[]>((best, part) => (part.length > best.length ? part : best), []);
    const part = [...before, number];
    ending.push(part);
    if (part.length > longest.length) longest = part;
  }
  return new Set(longest);
}

/**
 * What differs between a saved list and an edited one: what came and went, what says something else,
 * and as few moves as explain the order. Where order means nothing, `ordered` is false.
 */
export function differences<T>(saved: Items<T>, edited: Items<T>, ordered = true): Difference<T>[] {
  const stays = ascending(edited.map(({ id }) => placeOf(saved, id)).filter((place) => place >= 0));
  const removed = saved.flatMap(({ id, value }, index): Difference<T>[] =>
    placeOf(edited, id) < 0 ? [{ kind: 'removed', id, value, place: index + 1 }] : [],
  );
  const rest = edited.flatMap(({ id, value }, index): Difference<T>[] => {
    const from = placeOf(saved, id);
    const before = saved[from];
    const at = { id, value, place: index + 1 };
    if (!before) return [{ kind: 'added', ...at }];
    const found: Difference<T>[] = [];
    if (!same(before.value, value)) found.push({ kind: 'changed', ...at, before: before.value });
    if (ordered && !stays.has(from)) {
      const behind = edited[index - 1]?.value ?? null;
      found.push({ kind: 'moved', ...at, from: from + 1, behind });
    }
    return found;
  });
  return [...removed, ...rest];
}

/** The edited list without one of its differences from the saved one. */
export function undone<T>(saved: Items<T>, edited: Items<T>, difference: Difference<T>): Items<T> {
  const { kind, id } = difference;
  if (kind === 'added') return edited.filter((item) => item.id !== id);
  if (kind === 'changed') return withItem(edited, { id, value: difference.before });
  const place = placeOf(saved, id);
  const item = edited.find((other) => other.id === id) ?? saved[place];
  return item ? placedAfter(edited, item, saved.slice(0, place)) : edited;
}

/** An edited list laid over what became current meanwhile. */
export interface Rebased<T> {
  /** What is current; items that are still as they were keep their ids. */
  saved: Items<T>;
  edited: Items<T>;
  /** Edits of items that somebody else changed or removed meanwhile: they have to be made again. */
  left: Difference<T>[];
}

/** Lays the edits of a list over another one; `revision` is that one's. */
export function rebased<T>(
  before: Items<T>,
  edited: Items<T>,
  current: readonly T[],
  revision: number,
): Rebased<T> {
  const free = [...before];
  const saved = itemsOf(current, revision).map((item): Item<T> => {
    const place = free.findIndex(({ value }) => same(value, item.value));
    const [known] = place < 0 ? [] : free.splice(place, 1);
    return known ?? item;
  });
  let result: Items<T> = saved;
  const left: Difference<T>[] = [];
  for (const difference of differences(before, edited)) {
    const { kind, id, value, place } = difference;
    const there = placeOf(result, id) >= 0;
    if (kind === 'removed') result = result.filter((item) => item.id !== id);
    else if (kind === 'changed' && !there) left.push(difference);
    else if (kind === 'changed') result = withItem(result, { id, value });
    else if (kind === 'added' || there) {
      result = placedAfter(result, { id, value }, edited.slice(0, place - 1));
    }
  }
  return { saved, edited: result, left };
}
