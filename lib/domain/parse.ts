import type { z } from 'zod';
import { AppError, type InputError } from './errors';
import { redactText } from './redact';

/**
 * An RFC 6901 pointer to a path: `['edits', 0, 'set', 'a/b']` becomes `/edits/0/set/a~1b`. A name that
 * looks like a secret is cut out here, because escaped it no longer looks like one.
 */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${redactText(String(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function errorsOf(issues: readonly z.core.$ZodIssue[]): InputError[] {
  return issues.flatMap((issue): InputError[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: pointerTo([...issue.path, key]),
        message: `The property "${key}" is not known here.`,
      }));
    }
    return [{ pointer: pointerTo(issue.path), message: issue.message }];
  });
}

/**
 * Checks a value against a schema and returns it in its parsed form.
 * Throws `invalid_request` that names every place which is wrong; the value is not echoed.
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = errorsOf(result.error.issues).slice(0, 50);
  const [first] = errors;
  throw new AppError(
    'invalid_request',
    first?.pointer ? `${first.pointer}: ${first.message}` : (first?.message ?? 'Invalid input.'),
    { errors },
  );
}
