import { z } from 'zod';
import { NAMED } from '@/lib/domain/answers/named';
import type { Schema } from './types';

type Io = 'input' | 'output';

/** What is known of a schema: its description, and the name by which documentation shows it. */
const known = {
  get: (schema: z.core.$ZodType) => ({
    ...NAMED.get(schema as z.ZodType),
    ...z.globalRegistry.get(schema),
  }),
} as unknown as typeof z.globalRegistry;

/** Formats whose regular expression says nothing more to a reader. */
const PLAIN_FORMATS = new Set(['date-time', 'uuid', 'email', 'uri']);

/**
 * A text that a transform makes something else of leaves as JSON in the shape in which it came: a
 * moment is a text again. So in answers, too, such a schema is shown by what it takes.
 */
function asTaken(schema: z.core.$ZodTypes): Schema | null {
  const { def } = schema._zod;
  if (def.type !== 'pipe' || def.out._zod.def.type !== 'transform') return null;
  const { $schema: _, $defs: __, ...json } = convertOne(def.in as z.ZodType, 'input');
  return json;
}

const isPlainObject = ({ _zod: { def } }: z.core.$ZodTypes) =>
  def.type === 'object' && def.catchall === undefined;

/** Takes out what tells a reader nothing. */
function tidy(json: Schema): void {
  if (json.format && PLAIN_FORMATS.has(json.format)) delete json.pattern;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (JSON.stringify(json.propertyNames) === '{"type":"string"}') delete json.propertyNames;
}

function convertOne(schema: z.ZodType, io: Io): Schema {
  return z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    metadata: known,
    // What a refinement or a transform asks for beyond that stands in descriptions.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const json = jsonSchema as Schema;
      if (io === 'output') Object.assign(json, { ...asTaken(zodSchema), ...json });
      tidy(json);
      // Answers may come to have more members; who reads them passes over what they do not know.
      if (io === 'output' && isPlainObject(zodSchema)) delete json.additionalProperties;
    },
  }) as Schema;
}

/** JSON Schemas by the keys under which their zod schemas were given, and those they refer to. */
export interface Converted {
  schemas: Record<string, Schema>;
  named: Record<string, Schema>;
}

/** Many zod schemas as JSON Schemas at once, so that what has a name is defined once. */
export function convert(schemas: Readonly<Record<string, z.ZodType>>, io: Io): Converted {
  const { properties = {}, $defs = {} } = convertOne(z.object(schemas), io);
  return { schemas: properties, named: $defs };
}

/** A JSON value with each of its parts replaced, the innermost first. */
function mapDeep(value: unknown, change: (part: Record<string, unknown>) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, mapDeep(part, change)]);
  return change(Object.fromEntries(parts));
}

const LOCAL = '#/$defs/';

/** The same with its references leading to the document's own schemas, by the names they have there. */
export function relinked<T>(value: T, nameOf: (name: string) => string): T {
  return mapDeep(value, (part) =>
    typeof part.$ref === 'string' && part.$ref.startsWith(LOCAL)
      ? { ...part, $ref: `#/components/schemas/${nameOf(part.$ref.slice(LOCAL.length))}` }
      : part,
  ) as T;
}

const refersTo = (schema: Schema, names: ReadonlySet<string>) =>
  [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)].some(([, name = '']) =>
    names.has(name),
  );

/**
 * The names of schemas that read otherwise in requests than in answers, by themselves or by what they
 * refer to: they need a name for each.
 */
export function namesApart(taken: Converted['named'], answered: Converted['named']): Set<string> {
  const both = Object.keys(taken).filter((name) => answered[name] !== undefined);
  const apart = new Set(
    both.filter((name) => JSON.stringify(taken[name]) !== JSON.stringify(answered[name])),
  );
  for (let before = -1; before !== apart.size; ) {
    before = apart.size;
    for (const name of both) if (refersTo(taken[name] ?? {}, apart)) apart.add(name);
  }
  return apart;
}
