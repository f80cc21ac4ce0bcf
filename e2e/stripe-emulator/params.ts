import { invalidParameter, missingParameter, unknownParameters } from './errors';
import { bracketed, type FormHash } from './form';

/** What a parameter may be. */
export type Shape =
  | { is: 'string'; required?: boolean; oneOf?: readonly string[] }
  | { is: 'boolean'; required?: boolean }
  | { is: 'integer'; min: number; max: number }
  | { is: 'hash'; of: Readonly<Record<string, Shape>>; required?: boolean }
  | { is: 'texts' }
  | { is: 'list' };

type Value = string | FormHash;
type Hash = Extract<Shape, { is: 'hash' }>;

/**
 * Checks parameters against a shape, in Stripe's order: first what is unknown, then what has the
 * wrong type, then what is missing. The form itself is left as it was read.
 */
export function checkParams(params: FormHash, of: Hash['of']): void {
  const shape: Hash = { is: 'hash', of };
  const unknown = unknownKeys(params, shape, []);
  if (unknown.length > 0) throw unknownParameters(unknown);
  checkHash(params, shape, []);
  checkRequired(params, shape, []);
}

/** The text of a checked parameter. */
export function text(hash: FormHash, key: string): string | undefined {
  const value = hash[key];
  return typeof value === 'string' ? value : undefined;
}

/** The hash of a checked parameter. */
export function hash(from: FormHash | undefined, key: string): FormHash | undefined {
  const value = from?.[key];
  return typeof value === 'object' ? value : undefined;
}

function unknownKeys(
  given: FormHash,
  shape: Hash,
  path: readonly string[],
  found: string[] = [],
): string[] {
  for (const [key, value] of Object.entries(given)) {
    const known = Object.hasOwn(shape.of, key) ? shape.of[key] : undefined;
    if (!known) found.push(bracketed([...path, key]));
    else if (known.is === 'hash' && typeof value === 'object') {
      unknownKeys(value, known, [...path, key], found);
    }
  }
  return found;
}

function checkHash(given: FormHash, shape: Hash, path: readonly string[]): void {
  for (const [key, value] of Object.entries(given)) {
    const known = shape.of[key];
    if (known?.is === 'boolean' && (value === 'true' || value === 'false')) continue;
    if (known) checkValue(value, known, [...path, key]);
  }
}

function checkValue(value: Value, shape: Shape, path: readonly string[]): void {
  if (shape.is === 'hash' && typeof value === 'object') {
    checkHash(value, shape, path);
    return;
  }
  const param = bracketed(path);
  if (shape.is === 'boolean') throw invalidParameter(param, `Invalid boolean: ${shown(value)}`);
  if (shape.is === 'list') {
    checkList(value, path);
    return;
  }
  if (shape.is === 'texts') {
    checkTexts(value, path);
    return;
  }
  if (value === '') throw empty(param);
  if (shape.is === 'hash') throw invalidParameter(param, 'Invalid object');
  if (typeof value !== 'string') {
    throw invalidParameter(param, `Invalid ${shape.is}: ${shown(value)}`);
  }
  if (shape.is === 'integer') checkInteger(value, shape, param);
  else if (shape.oneOf && !shape.oneOf.includes(value)) {
    throw invalidParameter(param, `Invalid ${param}: must be one of ${shape.oneOf.join(', ')}`);
  }
}

function shown(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A hash of texts under free keys; an empty text in its place unsets all of them. */
function checkTexts(value: Value, path: readonly string[]): void {
  if (value === '') return;
  if (typeof value === 'string') throw invalidParameter(bracketed(path), 'Invalid object');
  for (const [key, child] of Object.entries(value)) {
    if (typeof child === 'string') continue;
    const param = bracketed([...path, key]);
    throw invalidParameter(param, `Invalid string: ${JSON.stringify(child)}`);
  }
}

/** Texts under places from 0 on, as `a[0]`, or one under `a[]`; an empty text stands for no item. */
function checkList(value: Value, path: readonly string[]): void {
  if (value === '') return;
  if (typeof value === 'string') throw invalidParameter(bracketed(path), 'Invalid array');
  Object.entries(value).forEach(([key, child], index) => {
    const param = bracketed([...path, key]);
    if (key !== String(index) && key !== '') throw invalidParameter(param, 'Invalid array');
    if (typeof child === 'string' && child !== '') return;
    throw invalidParameter(param, `Invalid string: ${JSON.stringify(child)}`);
  });
}

function checkInteger(value: string, shape: { min: number; max: number }, param: string): void {
  const code = 'parameter_invalid_integer';
  if (!/^-?\d{1,15}$/.test(value)) throw invalidParameter(param, `Invalid integer: ${value}`, code);
  const limit = (bound: string) =>
    invalidParameter(param, `This value must be ${bound} (it currently is '${value}').`, code);
  if (Number(value) < shape.min) throw limit(`greater than or equal to ${shape.min}`);
  if (Number(value) > shape.max) throw limit(`less than or equal to ${shape.max}`);
}

function checkRequired(value: FormHash, shape: Hash, path: readonly string[]): void {
  for (const [key, child] of Object.entries(shape.of)) {
    const given = value[key];
    const at = [...path, key];
    if (given === undefined) {
      if ('required' in child && child.required) throw missingParameter(bracketed(at));
    } else if (child.is === 'hash' && typeof given === 'object') {
      checkRequired(given, child, at);
    }
  }
}

function empty(param: string): Error {
  return invalidParameter(
    param,
    `You passed an empty string for '${param}'. Leave '${param}' out of the request or give it a value.`,
    'parameter_invalid_empty',
  );
}
