import type { Shape, ShapeRow, TypePart } from '@/lib/domain/api-reference';
import type { Schema } from '../types';
import { rulesOf } from './rules';

const REF = '#/components/schemas/';
const MOST_VALUES = 8;

const text = (words: string): TypePart[] => [{ text: words }];

/** The name of the schema that a reference leads to. */
export const nameOf = (ref: string) => (ref.startsWith(REF) ? ref.slice(REF.length) : ref);

const leaf = (schema: Schema, type: TypePart[], rows: ShapeRow[] = []): Shape => ({
  type,
  rules: rulesOf(schema),
  about: schema.description ?? null,
  rows,
});

function literals(schema: Schema): Shape {
  const all = 'const' in schema ? [schema.const] : (schema.enum ?? []);
  const shown = all.slice(0, MOST_VALUES).map((value) => JSON.stringify(value));
  const more = all.length - shown.length;
  return leaf(schema, text(shown.join(' | ') + (more > 0 ? ` and ${more} more` : '')));
}

/** Rows one level further in. */
const within = (rows: readonly ShapeRow[]) => rows.map((row) => ({ ...row, depth: row.depth + 1 }));

function memberRows(name: string, schema: Schema, required: boolean): ShapeRow[] {
  const { type, rules, about, rows } = shapeOf(schema);
  return [{ depth: 0, name, choice: null, required, type, rules, about }, ...within(rows)];
}

function object(schema: Schema): Shape {
  const { properties = {}, required = [], additionalProperties: other, propertyNames } = schema;
  const rows = Object.entries(properties).flatMap(([name, member]) =>
    memberRows(name, member, required.includes(name)),
  );
  if (typeof other !== 'object' || rows.length > 0) return leaf(schema, text('object'), rows);
  const value = shapeOf(other);
  const keys = propertyNames?.$ref ? shapeOf(propertyNames).type : text('string');
  const type = [...text('map of '), ...keys, ...text(' to '), ...value.type];
  return leaf(schema, type, [...value.rows]);
}

function array(schema: Schema): Shape {
  const items = typeof schema.items === 'object' ? shapeOf(schema.items) : null;
  const of = items ? [...text('array of '), ...items.type] : text('array');
  const shape = leaf(schema, of, [...(items?.rows ?? [])]);
  const each = (items?.rules ?? []).map((rule) => `each ${rule}`);
  return { ...shape, rules: [...shape.rules, ...each] };
}

/** What tells a choice from the others: the member that has one value, else its name or its type. */
function choiceName(schema: Schema, { type }: Shape): { name: string; by?: string } {
  const told = Object.entries(schema.properties ?? {}).find(([, member]) => 'const' in member);
  if (told) return { name: `${told[0]}: ${String(told[1].const)}`, by: told[0] };
  return { name: schema.title ?? type.map((part) => part.text).join('') };
}

function choiceRows(schema: Schema, index: number): ShapeRow[] {
  const shape = shapeOf(schema);
  const { name, by } = choiceName(schema, shape);
  const { rules, about } = shape;
  const type = schema.$ref ? shape.type : [];
  const choice = index === 0 ? 'either' : 'or';
  const head: ShapeRow = { depth: 0, name, choice, required: false, type, rules, about };
  return [head, ...within(shape.rows.filter((row) => row.depth > 0 || row.name !== by))];
}

const joined = (types: readonly (readonly TypePart[])[], word: string): TypePart[] =>
  types.flatMap((type, index) => (index === 0 ? [...type] : [...text(word), ...type]));

const isNull = ({ type, ...rest }: Schema) => type === 'null' && Object.keys(rest).length === 0;

/** One of several; null among them is only a word. */
function oneOf(schema: Schema, all: readonly Schema[]): Shape {
  const some = all.filter((one) => !isNull(one));
  const orNull = some.length < all.length ? text(' or null') : [];
  const [only] = some;
  const own = leaf(schema, []);
  if (only && some.length === 1) {
    const { type, rules, about, rows } = shapeOf(only);
    return {
      type: [...type, ...orNull],
      rules: [...rules, ...own.rules],
      about: own.about ?? about,
      rows,
    };
  }
  const shapes = some.map(shapeOf);
  if (shapes.every(({ rows }) => rows.length === 0)) {
    const rules = shapes.flatMap((shape) => shape.rules);
    const type = [
      ...joined(
        shapes.map((shape) => shape.type),
        ' or ',
      ),
      ...orNull,
    ];
    return { ...own, type, rules: [...new Set([...rules, ...own.rules])] };
  }
  const type = [...text(`one of ${some.length}`), ...orNull];
  return { ...own, type, rows: some.flatMap(choiceRows) };
}

/** All of several at once, as one. */
function allOf(schema: Schema, all: readonly Schema[]): Shape {
  const shapes = all.map(shapeOf);
  const named = shapes.filter((_, index) => all[index]?.$ref);
  const type =
    named.length > 0
      ? joined(
          named.map((shape) => shape.type),
          ' and ',
        )
      : text('object');
  return leaf(
    schema,
    type,
    shapes.flatMap(({ rows }) => [...rows]),
  );
}

function plain(schema: Schema): Shape {
  const types = [schema.type ?? []].flat();
  const some = types.filter((type) => type !== 'null');
  const orNull = some.length < types.length ? text(' or null') : [];
  const only = some.length === 1 ? some[0] : undefined;
  const shape =
    only === 'object' ? object(schema) : only === 'array' ? array(schema) : scalar(schema, some);
  return { ...shape, type: [...shape.type, ...orNull] };
}

function scalar(schema: Schema, types: readonly string[]): Shape {
  const known = types.includes('string') && schema.format ? schema.format : types.join(' or ');
  return leaf(schema, text(known || 'anything'));
}

/**
 * What a schema describes, as rows to read: what is inside it is written out, what has a name of its
 * own is linked to by that name.
 */
export function shapeOf(schema: Schema): Shape {
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    return leaf(schema, [{ text: name, shape: name }]);
  }
  const some = schema.anyOf ?? schema.oneOf;
  if (some) return oneOf(schema, some);
  if (schema.allOf) return allOf(schema, schema.allOf);
  if ('const' in schema || schema.enum) return literals(schema);
  if (schema.type === undefined && schema.properties) return object(schema);
  return plain(schema);
}
