import { commandOf, curlStart, shellWord } from '@/lib/domain/code-text';
import type { OpenApiDocument, Operation, Schema } from '../types';
import { exampleOf } from './example';

type Named = OpenApiDocument['components']['schemas'];

function parameterValue(path: string, name: string, schema: Schema, named: Named): string {
  if (name === 'id' && path.startsWith('/api/accounts/')) {
    return String(exampleOf({}, named, 'account'));
  }
  return String(exampleOf(schema, named, name));
}

function addressOf(origin: string, path: string, operation: Operation, named: Named): string {
  const needed = (operation.parameters ?? []).filter(({ required }) => required);
  const valued = needed.map(({ name, in: place, schema }) => ({
    name,
    place,
    value: parameterValue(path, name, schema, named),
  }));
  const filled = valued
    .filter(({ place }) => place === 'path')
    .reduce((so, { name, value }) => so.replace(`{${name}}`, encodeURIComponent(value)), path);
  const query = valued.filter(({ place }) => place === 'query');
  const asked = new URLSearchParams(query.map(({ name, value }) => [name, value])).toString();
  return `${origin}${filled}${asked && `?${asked}`}`;
}

/** A value as a form has it, with brackets for what is inside. */
function formOf(value: unknown, name: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${name}=${String(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => formOf(inner, `${name}[${key}]`));
}

function bodyLines(media: string, example: unknown): string[] {
  const type = `  -H ${shellWord(`Content-Type: ${media}`)}`;
  if (media === 'application/json') {
    return [type, `  -d ${shellWord(JSON.stringify(example, null, 2))}`];
  }
  if (media === 'application/x-www-form-urlencoded') {
    return Object.entries(example ?? {})
      .flatMap(([name, value]) => formOf(value, name))
      .map((pair) => `  -d ${shellWord(pair)}`);
  }
  return [type, '  --data-binary @file'];
}

/** The body of a request by its media type, with an example where it is not a file. */
export function bodyOf({ requestBody }: Operation, named: Named) {
  const [entry] = Object.entries(requestBody?.content ?? {});
  if (!entry) return null;
  const [media, { schema }] = entry;
  const file = schema.type === 'string';
  return { media, schema, example: file ? undefined : exampleOf(schema, named) };
}

/** How a machine calls an operation with curl; null where no token is taken and some is needed. */
export function curlOf(
  origin: string,
  method: string,
  path: string,
  operation: Operation,
  named: Named,
): string | null {
  const open = operation.security.length === 0;
  if (!open && !operation.security.some((way) => 'token' in way)) return null;
  const body = bodyOf(operation, named);
  return commandOf([
    ...curlStart(method.toUpperCase(), addressOf(origin, path, operation, named), !open),
    ...(body ? bodyLines(body.media, body.example) : []),
  ]);
}
