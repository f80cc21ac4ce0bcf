/** A piece of the name of a type; `shape` leads to the shape of that name. */
export interface TypePart {
  text: string;
  shape?: string;
}

/** One member of what is sent or answered, or the beginning of one choice among several. */
export interface ShapeRow {
  /** How many members it stands within. */
  depth: number;
  /** The member's name; of a choice, what tells it from the others. */
  name: string;
  /** The word before a choice; null where the row is a member. */
  choice: 'either' | 'or' | null;
  required: boolean;
  type: readonly TypePart[];
  /** "at most 200 characters", "default 50". */
  rules: readonly string[];
  about: string | null;
}

/** What something is made of. */
export interface Shape {
  type: readonly TypePart[];
  rules: readonly string[];
  about: string | null;
  rows: readonly ShapeRow[];
}

export interface ApiParameter extends ShapeRow {
  place: string;
}

export interface ApiAnswer {
  status: string;
  about: string;
  headers: readonly { name: string; about: string }[];
  content: readonly { media: string; shape: Shape }[];
}

/** An answer that something is wrong: with our codes, or where there are none, in words. */
export interface ApiRefusal {
  status: string;
  codes: readonly string[];
  about: string;
}

export interface ApiOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  about: readonly string[];
  /** Who may: a token with a scope or a person, only people, or anybody. */
  may: { kind: 'scope'; scope: string } | { kind: 'people' } | { kind: 'anybody' };
  /** The roles of people who may. */
  roles: readonly string[];
  parameters: readonly ApiParameter[];
  body: { media: string; shape: Shape; example: string | null } | null;
  answers: readonly ApiAnswer[];
  refusals: readonly ApiRefusal[];
  /** How a machine calls it; null where no machine may. */
  curl: string | null;
}

export interface ApiArea {
  name: string;
  about: string;
  operations: readonly ApiOperation[];
}

/** What one of our error codes means. */
export interface ApiCode {
  code: string;
  status: string;
  about: string;
}

/** An API as a page shows it. */
export interface ApiReference {
  version: string;
  about: readonly string[];
  areas: readonly ApiArea[];
  codes: readonly ApiCode[];
  /** What operations take and answer under a name. */
  shapes: readonly { name: string; shape: Shape }[];
}

const shapesIn = (types: readonly (readonly TypePart[])[]) =>
  types.flat().flatMap(({ shape }) => (shape === undefined ? [] : [shape]));

const linksOf = ({ type, rows }: Shape) => shapesIn([type, ...rows.map((row) => row.type)]);

const linksOfOperation = ({ parameters, body, answers }: ApiOperation) => [
  ...shapesIn(parameters.map(({ type }) => type)),
  ...(body ? linksOf(body.shape) : []),
  ...answers.flatMap(({ content }) => content.flatMap(({ shape }) => linksOf(shape))),
];

/** The shapes that these operations lead to, directly or by others. */
function reached(
  shapes: ApiReference['shapes'],
  operations: readonly ApiOperation[],
): ApiReference['shapes'] {
  const known = new Map(shapes.map(({ name, shape }) => [name, shape]));
  const seen = new Set<string>();
  const open = operations.flatMap(linksOfOperation);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const shape = known.get(name);
    if (!shape || seen.has(name)) continue;
    seen.add(name);
    open.push(...linksOf(shape));
  }
  return shapes.filter(({ name }) => seen.has(name));
}

const wordsOf = (area: string, { id, method, path, summary, may, refusals }: ApiOperation) =>
  [
    ...[area, id, method, path, summary, may.kind === 'scope' ? may.scope : may.kind],
    ...refusals.flatMap(({ codes }) => codes),
  ]
    .join(' ')
    .toLowerCase();

/**
 * The operations in whose area, name, method, path, summary, scope or error codes every word of a
 * text stands, with the shapes and codes that they lead to. An empty text finds everything.
 */
export function findOperations(reference: ApiReference, text: string): ApiReference {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (asked.length === 0) return reference;
  const areas = reference.areas
    .map((area) => ({
      ...area,
      operations: area.operations.filter((operation) => {
        const words = wordsOf(area.name, operation);
        return asked.every((word) => words.includes(word));
      }),
    }))
    .filter(({ operations }) => operations.length > 0);
  const found = areas.flatMap(({ operations }) => operations);
  const codes = new Set(found.flatMap(({ refusals }) => refusals.flatMap((one) => one.codes)));
  return {
    ...reference,
    areas,
    codes: reference.codes.filter(({ code }) => codes.has(code)),
    shapes: reached(reference.shapes, found),
  };
}
