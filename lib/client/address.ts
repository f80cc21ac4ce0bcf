import { SwitchyardError } from './errors';

type Value = string | number | boolean | Date | undefined;

/**
 * A path with its values, each of which stays one segment. Throws SwitchyardError for a value that
 * would lead to another route: nothing, `.` or `..`.
 */
export function pathOf(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return values.reduce((path, value, index) => {
    if (['', '.', '..'].includes(value)) {
      throw new SwitchyardError({
        code: 'invalid_request',
        detail: `"${value}" is not an id; nothing was sent.`,
      });
    }
    return path + encodeURIComponent(value) + (parts[index + 1] ?? '');
  }, parts[0] ?? '');
}

const textOf = (value: Exclude<Value, undefined>) =>
  value instanceof Date ? value.toISOString() : String(value);

/** A path with a query of what is given. */
export function withQuery(path: string, query: Readonly<Record<string, Value>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, textOf(value)] as [string, string]],
  );
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
