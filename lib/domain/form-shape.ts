import { isAppId } from './catalog/preview';
import { refusedAsByStripe } from './stripe-refusals';

/** A form as it was read: texts at the leaves. */
export interface FormTree {
  readonly [name: string]: string | FormTree;
}

/** What a parameter may be; in Stripe's words, a hash has parameters of its own. */
export type Shape =
  | 'text'
  | 'boolean'
  | 'apps'
  | 'texts'
  | { required: readonly string[]; of: ReadonlyMap<string, Shape> };

/** A hash of these parameters, of which some have to be there. */
export const hash = (
  entries: readonly (readonly [string, Shape])[],
  ...required: string[]
): Shape => ({
  required,
  of: new Map(entries),
});

/** Unknown parameters that a refusal names; a hostile form has thousands. */
const MOST_NAMED = 10;

/** A path of names as a form writes it: `components[payments][enabled]`. */
export function bracketed([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((name) => `[${name}]`).join('');
}

/** A text of the caller's, as a refusal may repeat it. */
export const shortened = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

function unknownIn(tree: FormTree, shape: Shape, path: readonly string[]): string[] {
  if (typeof shape === 'string') return [];
  return Object.entries(tree).flatMap(([name, value]) => {
    const at = [...path, name];
    const known = shape.of.get(name);
    if (!known) return [bracketed(at)];
    return typeof value === 'string' ? [] : unknownIn(value, known, at);
  });
}

/** What the items of a list are called, and which texts are some. */
interface Item {
  item: string;
  fits: (text: string) => boolean;
}
const APP: Item = { item: 'app', fits: isAppId };
const TEXT: Item = { item: 'string', fits: (text) => text !== '' };

function checkList(value: string | FormTree, path: readonly string[], { item, fits }: Item): void {
  // An empty list, which has no other form.
  if (value === '') return;
  if (typeof value === 'string') {
    throw refusedAsByStripe('Invalid array', { param: bracketed(path) });
  }
  for (const [name, one] of Object.entries(value)) {
    if (typeof one === 'string' && fits(one)) continue;
    const given = typeof one === 'string' ? shortened(one) : 'a hash';
    throw refusedAsByStripe(`Invalid ${item}: ${given}`, { param: bracketed([...path, name]) });
  }
}

function checkValue(value: string | FormTree, shape: Shape, path: readonly string[]): void {
  const param = bracketed(path);
  if (shape === 'boolean') {
    if (value === 'true' || value === 'false') return;
    const given = typeof value === 'string' ? shortened(value) : 'a hash';
    throw refusedAsByStripe(`Invalid boolean: ${given}`, { param });
  }
  if (shape === 'apps' || shape === 'texts') {
    checkList(value, path, shape === 'apps' ? APP : TEXT);
    return;
  }
  if (value === '') {
    throw refusedAsByStripe(
      `You passed an empty string for '${param}'. Leave '${param}' out of the request or give it a value.`,
      { param, code: 'parameter_invalid_empty' },
    );
  }
  if (shape === 'text') {
    if (typeof value !== 'string') throw refusedAsByStripe('Invalid string: a hash', { param });
    return;
  }
  if (typeof value === 'string') throw refusedAsByStripe('Invalid object', { param });
  for (const [name, inner] of Object.entries(value)) {
    const known = shape.of.get(name);
    if (known) checkValue(inner, known, [...path, name]);
  }
}

function requireAll(tree: FormTree, shape: Shape, path: readonly string[]): void {
  if (typeof shape === 'string') return;
  for (const name of shape.required) {
    const param = bracketed([...path, name]);
    if (Object.hasOwn(tree, name)) continue;
    throw refusedAsByStripe(`Missing required param: ${param}.`, {
      param,
      code: 'parameter_missing',
    });
  }
  for (const [name, inner] of Object.entries(tree)) {
    const known = shape.of.get(name);
    if (known && typeof inner !== 'string') requireAll(inner, known, [...path, name]);
  }
}

/**
 * Checks a form in Stripe's order: first what is unknown, then what has the wrong form, then what is
 * missing. Throws `invalid_request`, worded as Stripe words it.
 */
export function checkForm(form: FormTree, shape: Shape): void {
  const unknown = unknownIn(form, shape, []);
  if (unknown.length > 0) {
    const named = unknown.slice(0, MOST_NAMED).map(shortened).join(', ');
    const more = unknown.length > MOST_NAMED ? `, and ${unknown.length - MOST_NAMED} more` : '';
    throw refusedAsByStripe(
      `Received unknown parameter${unknown.length === 1 ? '' : 's'}: ${named}${more}`,
      { param: shortened(unknown[0] ?? ''), code: 'parameter_unknown' },
    );
  }
  checkValue(form, shape, []);
  requireAll(form, shape, []);
}
