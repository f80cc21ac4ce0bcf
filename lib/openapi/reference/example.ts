import type { Schema } from '../types';
import { nameOf } from './shape';

type Named = Readonly<Record<string, Schema>>;

const ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';
const CELL = 'payments.refund_management';
const ID = '7f3a1c52-9d1e-4c3b-8a60-2b7c5e9f0d14';

/** What somebody might write, by the name of the member. */
const USUAL: Readonly<Record<string, unknown>> = {
  account: ACCOUNT,
  accounts: ACCOUNT,
  cell: CELL,
  components: ['payments'],
  comment: 'Refunds stay with support.',
  edits: [{ op: 'account.override', account: ACCOUNT, set: { [CELL]: 'on' } }],
  email: 'ada@example.com',
  filter: { country: 'DE' },
  key: 'retail',
  name: 'Retail',
  pin: '0'.repeat(64),
  q: 'acme',
  reason: 'Refunds for a week',
  template: 'retail',
  url: 'https://example.com/hooks',
};

/** Whether a value can be what a schema says, as far as its outermost part goes. */
function fits(value: unknown, schema: Schema): boolean {
  const some = schema.anyOf ?? schema.oneOf;
  if (some) return some.some((one) => fits(value, one));
  if (schema.enum) return schema.enum.includes(value);
  if ('const' in schema) return schema.const === value;
  if (schema.$ref || schema.type === undefined) return true;
  const kind = Array.isArray(value) ? 'array' : typeof value;
  if (![schema.type].flat().includes(kind)) return false;
  const { pattern, format } = schema;
  if (format === 'uuid') return value === ID;
  return typeof pattern !== 'string' || new RegExp(pattern).test(String(value));
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-12-01T00:00:00Z',
  uuid: ID,
  email: 'ada@example.com',
  uri: 'https://example.com',
};

function textFor({ format = '', minLength }: Schema): string {
  const least = typeof minLength === 'number' ? minLength : 0;
  return FORMATS[format] ?? 'text'.padEnd(least, '-');
}

function objectFor(schema: Schema, named: Named): object {
  const { properties = {}, required = [], additionalProperties: other } = schema;
  if (typeof other === 'object' && Object.keys(properties).length === 0) {
    return { [CELL]: exampleOf(other, named) };
  }
  const names = Object.keys(properties).filter((name) => required.includes(name));
  return Object.fromEntries(
    names.map((name) => [name, exampleOf(properties[name] ?? {}, named, name)]),
  );
}

/**
 * A value that a schema takes, with what is required and no more: what somebody might write under
 * that name where it fits, else what the schema itself says.
 */
export function exampleOf(schema: Schema, named: Named, name?: string): unknown {
  const usual = name === undefined ? undefined : USUAL[name];
  if (usual !== undefined && fits(usual, schema)) return usual;
  if (schema.examples?.length) return schema.examples[0];
  if (schema.$ref) return exampleOf(named[nameOf(schema.$ref)] ?? {}, named, name);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return exampleOf(first, named, name);
  if (schema.allOf) {
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, named)));
  }
  switch ([schema.type].flat().find((type) => type !== 'null')) {
    case 'object':
      return objectFor(schema, named);
    case 'array': {
      const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
      const item = typeof schema.items === 'object' ? schema.items : {};
      return Array.from({ length: least }, () => exampleOf(item, named, name?.replace(/s$/, '')));
    }
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return schema.default ?? schema.minimum ?? 1;
    case 'string':
      return name === 'id' && !schema.format ? ID : textFor(schema);
    default:
      return {};
  }
}
