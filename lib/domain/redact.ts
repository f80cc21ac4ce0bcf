import { REDACTED, redactText } from './secret-shapes';

export { redactAlso, redactText } from './secret-shapes';

/** How names end under which secrets stand, in small letters and without dashes. */
const SECRET_NAME =
  /(?:authorization|cookies?|password(?:hash)?|passwd|passphrase|pwd|secrets?|secretskey|tokens?|apikey|secretkey|privatekey|signingkey|keybytes|codeverifier|credentials?|connectionstring|databaseurl)$/;

/** What libraries keep of what was sent or answered: with it, whatever stood in there. */
const WHOLE = new Set(['raw', 'rawheaders', 'rawbody']);

/** A path as it is logged: as it was asked for, or decoded and redacted where it holds a secret. */
export function redactPath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    const decoded = decodeURIComponent(path);
    const safe = redactText(decoded);
    return safe === decoded ? path : safe;
  } catch {
    return redactText(path);
  }
}

/** Names come from code, so there are few; but a line may also have what somebody sent. */
const MOST_NAMES = 2_000;
const judged = new Map<string, boolean>();

function isSecretName(name: string): boolean {
  const before = judged.get(name);
  if (before !== undefined) return before;
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const secret = SECRET_NAME.test(plain) || WHOLE.has(plain);
  if (judged.size < MOST_NAMES) judged.set(name, secret);
  return secret;
}

/** Header fields that stand before their values in a list. */
const HEADER = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key)$/i;

/** Deeper than any line of ours; what lies deeper is cut off, so that nothing slips by below. */
const DEEPEST = 12;

/** How many errors of one that has several, or in a row of causes, are described. */
const MOST_ERRORS = 8;

/** What becomes of a text that stands in a value. */
type OfText = (text: string) => string;

const asItIs: OfText = (text) => text;

/**
 * A value with whatever could be a secret cut out, however deep it lies: by the name that it stands
 * under, and in texts by what it looks like. Errors become what `describeError` says of them. What
 * has nothing to cut out comes back as the same value.
 */
export const redact = (value: unknown): unknown => redactWith(value, redactText, 0);

/** The same by names alone, for what is put through `redactText` once it is text. */
export const redactNames = (value: unknown): unknown => redactWith(value, asItIs, 0);

function redactWith(value: unknown, ofText: OfText, depth: number): unknown {
  if (typeof value === 'string') return ofText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > DEEPEST) return '[cut]';
  if (Array.isArray(value)) return redactList(value, ofText, depth);
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null)
    return redactFields(value, ofText, depth);
  return redactObject(value, ofText, depth);
}

/** What is more than a plain object, and would be told otherwise than by its fields. */
function redactObject(value: object, ofText: OfText, depth: number): unknown {
  if (value instanceof Error) return describeError(value, depth);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[bytes]';
  if (value instanceof URL || value instanceof URLSearchParams) return redactText(String(value));
  if (value instanceof Map || value instanceof Headers) {
    return redactFields(Object.fromEntries(value as Iterable<[string, unknown]>), ofText, depth);
  }
  if (value instanceof Set) return redactList([...value], ofText, depth);
  return redactFields(value, ofText, depth);
}

function redactList(list: readonly unknown[], ofText: OfText, depth: number): unknown {
  return list.map((item, index) => {
    const before = list[index - 1];
    if (typeof before === 'string' && HEADER.test(before)) return REDACTED;
    return redactWith(item, ofText, depth + 1);
  });
}

function redactFields(value: object, ofText: OfText, depth: number): unknown {
  let cut: Record<string, unknown> | null = null;
  try {
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') return redactWith(toJSON.call(value), ofText, depth + 1);
    for (const name of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[name];
      const kept =
        isSecretName(name) && inner != null ? REDACTED : redactWith(inner, ofText, depth + 1);
      const said = ofText(name);
      if (kept === inner && said === name) continue;
      cut ??= { ...value };
      if (said !== name) delete cut[name];
      cut[said] = kept;
    }
  } catch {
    return '[unreadable]';
  }
  return cut ?? value;
}

const text = (value: unknown) => (typeof value === 'string' ? redactText(value) : undefined);

/**
 * An error as logs and reports keep it: its kind, its words and where it came from, with secrets cut
 * out of all of them, and the same of its causes. Nothing else that it carries: a library's error
 * may hold the request it was about, and with it a key. Of what is no error, only the type.
 */
export function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  if (depth > MOST_ERRORS) return { type: 'Error', message: '[cut]' };
  try {
    const { code, errors } = error as { code?: unknown; errors?: unknown };
    return {
      type: text(error.name),
      message: text(error.message),
      ...(typeof code === 'string' && { code: redactText(code) }),
      stack: text(error.stack),
      ...(error.cause !== undefined && { cause: describeError(error.cause, depth + 1) }),
      ...(error instanceof AggregateError &&
        Array.isArray(errors) && {
          errors: errors.slice(0, MOST_ERRORS).map((one) => describeError(one, depth + 1)),
        }),
    };
  } catch {
    return { type: 'Error', message: '[unreadable]' };
  }
}
