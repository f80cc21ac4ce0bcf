import { NAMES, STRINGS, VALUES } from './corpus';

/** Numbers from 0 up to 1. */
export type Random = () => number;

export const pick = <T>(random: Random, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)] as T;

export const chance = (random: Random, share: number): boolean => random() < share;

/** The JSON text of something hostile: a string as often as any other value. */
const hostile = (random: Random): string =>
  chance(random, 0.5) ? JSON.stringify(pick(random, STRINGS)) : pick(random, VALUES);

const member = (name: string, json: string) => `${JSON.stringify(name)}:${json}`;

/** The members of an object, in JSON, bent in one of the ways that members can be. */
function bentMembers(random: Random, members: [string, string][]): [string, string][] {
  const at = Math.floor(random() * members.length);
  const one = members[at];
  const other: [string, string] = [pick(random, NAMES), hostile(random)];
  switch (Math.floor(random() * 5)) {
    case 0:
      return members.filter((_, place) => place !== at);
    case 1:
      return [...members, other];
    case 2:
      // The same name twice: readers differ in which they take.
      return one ? [...members, [one[0], hostile(random)]] : [other];
    case 3:
      return members.map(([name, json], place) => (place === at ? [other[0], json] : [name, json]));
    default:
      return members.map(([name, json], place) => (place === at ? [name, other[1]] : [name, json]));
  }
}

/**
 * The JSON text of a value with something in it replaced, left out, added, doubled or renamed: at any
 * depth, so that what is around it is still as a route expects it. Text, because duplicate names and
 * numbers that no number holds are lost in values.
 */
export function bentJson(random: Random, value: unknown): string {
  const goesOn = typeof value === 'object' && value !== null && chance(random, 0.6);
  if (Array.isArray(value) && goesOn) {
    const at = Math.floor(random() * value.length);
    const items = value.map((item, place) =>
      place === at ? bentJson(random, item) : JSON.stringify(item),
    );
    if (chance(random, 0.2)) items.push(...Array<string>(500).fill(items[0] ?? 'null'));
    return `[${items.join(',')}]`;
  }
  if (goesOn) {
    const entries = Object.entries(value as object);
    const at = Math.floor(random() * entries.length);
    const members = entries.map(([name, inner], place): [string, string] => [
      name,
      place === at ? bentJson(random, inner) : (JSON.stringify(inner) ?? 'null'),
    ]);
    const bent = chance(random, 0.5) ? bentMembers(random, members) : members;
    return `{${bent.map(([name, json]) => member(name, json)).join(',')}}`;
  }
  return hostile(random);
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

/** A path whose ids, query or both are bent. It stays one that can be sent, and of the same route. */
export function bentPath(random: Random, route: string, path: string): string {
  const [plain = '', query = ''] = path.split('?');
  const pattern = route.split('/');
  const steps = plain
    .split('/')
    .map((step, at) =>
      pattern[at]?.startsWith('[') && chance(random, 0.5)
        ? encoded(pick(random, STRINGS)).replace(/^\.{0,2}$/, '_')
        : step,
    );
  const parameters = new URLSearchParams(query);
  const names = [...parameters.keys()];
  for (let left = Math.floor(random() * 3); left > 0; left -= 1) {
    const name =
      chance(random, 0.6) && names.length > 0 ? pick(random, names) : pick(random, NAMES);
    parameters.append(name, pick(random, STRINGS).toWellFormed().slice(0, 1_500));
  }
  const unreadable = chance(random, 0.05) ? '&%zz=%' : '';
  const bent = parameters.size > 0 || unreadable !== '' ? `?${parameters}${unreadable}` : '';
  return `${steps.join('/')}${bent}`;
}
