import qs from 'qs';
import { type AppError, invalid } from '@/lib/domain/errors';
import { bracketed, type FormTree } from '@/lib/domain/form-shape';
import { refusedAsByStripe } from '@/lib/domain/stripe-refusals';

/** Deepest name that is read; Stripe's own go four deep: `components[payments][features][x]`. */
const DEEPEST = 8;
/** Most parameters of one form: all cells of the catalog are fewer than a hundred. */
const MOST = 500;

/** Names that would reach the prototype of an object, in whatever code reads it later. */
const PROTOTYPE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

const malformed = () => invalid({ pointer: '', message: 'The body is not a form in UTF-8.' });

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed();
  }
}

const refused = (why: string, path: readonly string[]): AppError => {
  const param = bracketed(path).slice(0, 100);
  return refusedAsByStripe(`${why}: ${param}`, { param });
};

/** The path of a name: `a[b][c]` is three deep; brackets that do not match are not read. */
function pathOf(name: string): string[] {
  const [, first = '', rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  if (first === '') throw refused('Invalid parameter name', [name]);
  return [first, ...(rest === '' ? [] : rest.slice(1, -1).split(']['))];
}

/** Refuses what a parser would have to guess at: a name that stands twice, or is text and hash at once. */
function checkNames(names: readonly string[]): void {
  const leaves = new Set<string>();
  const hashes = new Set<string>();
  for (const name of names) {
    const path = pathOf(name);
    if (path.length > DEEPEST) throw refused('Parameters are nested too deep', path);
    if (path.some((part) => PROTOTYPE_NAMES.has(part))) {
      throw refused('Received unknown parameter', path);
    }
    const leaf = JSON.stringify(path);
    const parents = path.slice(1).map((_, index) => JSON.stringify(path.slice(0, index + 1)));
    if (leaves.has(leaf)) throw refused('This parameter is given twice', path);
    if (hashes.has(leaf) || parents.some((parent) => leaves.has(parent))) {
      throw refused('This parameter is given both as text and as a hash', path);
    }
    leaves.add(leaf);
    for (const parent of parents) hashes.add(parent);
  }
}

/** Gives each item of a list that is written as `a[]`, once for each, a place of its own. */
function numbered<Value>(pairs: readonly (readonly [string, Value])[]): [string, Value][] {
  const places = new Map<string, number>();
  return pairs.map(([name, value]) => {
    if (!name.endsWith('[]')) return [name, value];
    const place = places.get(name) ?? 0;
    places.set(name, place + 1);
    return [`${name.slice(0, -1)}${place}]`, value];
  });
}

/**
 * Reads a form with brackets, as Stripe's clients write it: `components[payments][enabled]=true`.
 * Hashes of the result have no prototype. Throws `invalid_request` for broken encoding, more than
 * 500 parameters, names that are nested too deep, stand twice, clash, or reach for a prototype.
 */
export function parseForm(text: string): FormTree {
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > MOST) {
    throw invalid({ pointer: '', message: `A form may have at most ${MOST} parameters.` });
  }
  const read = numbered(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decoded(name), decoded(value.join('='))] as const;
    }),
  );
  checkNames(read.map(([name]) => name));
  // Written anew, so that the parser splits names and values just where the check did.
  const clean = read.map((pair) => pair.map(encodeURIComponent).join('='));
  return qs.parse(clean.join('&'), {
    plainObjects: true,
    parseArrays: false,
    depth: DEEPEST,
    strictDepth: true,
    parameterLimit: MOST,
    duplicates: 'last',
  }) as FormTree;
}
