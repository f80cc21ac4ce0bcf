/** A parsed form: text at the leaves, hashes in between. Hashes have no prototype. */
export interface FormHash {
  [key: string]: string | FormHash;
}

/** Text that is not a form; `param` is the key at fault, where there is one. */
export class FormError extends Error {
  readonly reason: 'encoding' | 'shape' | 'depth';
  readonly param: string | undefined;

  constructor(reason: FormError['reason'], param?: string) {
    super(`Not a form: ${reason}`);
    this.reason = reason;
    this.param = param;
  }
}

/** Nothing in the API nests nearly as deep, and walking a form must not exhaust the stack. */
const maxDepth = 32;

/** A hash that `__proto__` and `constructor` are ordinary keys of. */
export function emptyHash(): FormHash {
  return Object.create(null) as FormHash;
}

/**
 * Parses `a=1&b[c][d]=2` into nested hashes. Of a key sent twice the last value wins, as in Rack.
 * `b[]` and `b[0]` are read as the hash keys `''` and `'0'`: no parameter here takes a list. A key
 * whose brackets do not match is taken literally, so that it is reported as an unknown parameter.
 */
export function parseForm(text: string, into: FormHash = emptyHash()): FormHash {
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decode(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
    if (key !== '') put(into, key, value);
  }
  return into;
}

/** Writes a path of keys the way a form does: `a[b][c]`. */
export function bracketed(path: readonly string[]): string {
  const [first = '', ...rest] = path;
  return first + rest.map((key) => `[${key}]`).join('');
}

function put(root: FormHash, key: string, value: string): void {
  const path = splitKey(key);
  if (path.length > maxDepth) throw new FormError('depth', key);
  const last = path.pop() ?? '';
  let hash = root;
  for (const segment of path) {
    const next = hash[segment];
    if (typeof next === 'string') throw new FormError('shape', key);
    hash = next ?? assign(hash, segment);
  }
  if (typeof hash[last] === 'object') throw new FormError('shape', key);
  hash[last] = value;
}

function assign(hash: FormHash, segment: string): FormHash {
  const child = emptyHash();
  hash[segment] = child;
  return child;
}

function splitKey(key: string): string[] {
  const open = key.indexOf('[');
  if (open <= 0) return [key];
  const tail = key.slice(open);
  if (!/^(?:\[[^[\]]*\])+$/.test(tail)) return [key];
  return [key.slice(0, open), ...tail.slice(1, -1).split('][')];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new FormError('encoding');
  }
}
