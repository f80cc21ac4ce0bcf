import type { Schema } from '../types';

type Bound = number | undefined;

const bound = (value: unknown): Bound =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;

function between(least: Bound, most: Bound, unit: string): string[] {
  if (least === undefined && most === undefined) return [];
  const of = unit && ` ${unit}`;
  if (most === undefined) return [`at least ${least}${of}`];
  if (least === undefined || least === 0) return [`at most ${most}${of}`];
  return [least === most ? `exactly ${most}${of}` : `${least} to ${most}${of}`];
}

/** A number that has to be 0 or more is still a number: only what is out of the ordinary is said. */
function numbers({ minimum, maximum }: Schema): string[] {
  const least = bound(minimum);
  const most = bound(maximum);
  if (most !== undefined && least !== undefined) return [`${least} to ${most}`];
  return most === undefined && least === 0 ? [] : between(least, most, '');
}

const MAX_PATTERN = 60;

function patterns({ pattern }: Schema): string[] {
  return typeof pattern === 'string' && pattern.length <= MAX_PATTERN
    ? [`like \`${pattern}\``]
    : [];
}

const values = ({ default: usual, examples: [example] = [] }: Schema): string[] => [
  ...(usual === undefined ? [] : [`\`${JSON.stringify(usual)}\` unless said`]),
  ...(example === undefined ? [] : [`e.g. \`${JSON.stringify(example)}\``]),
];

/** What a schema asks of a value beside its type, in words. */
export function rulesOf(schema: Schema): string[] {
  return [
    ...between(bound(schema.minLength), bound(schema.maxLength), 'characters'),
    ...between(bound(schema.minItems), bound(schema.maxItems), 'items'),
    ...numbers(schema),
    ...patterns(schema),
    ...values(schema),
  ];
}
