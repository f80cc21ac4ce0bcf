import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { CELLS } from '../cells';
import { FILE_SCHEMAS, type FileKind } from './schemas';
import { didYouMean } from './suggest';

/** One thing wrong in a file; line and column count from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  message: string;
}

/** A problem as compilers write it, so that editors and terminals lead to its place. */
export const problemLine = ({ file, line, column, message }: Problem) =>
  `${file}:${line}:${column}: ${message}`;

/** A file that was read: its value where it has the right form, and where in it things stand. */
export interface ParsedFile<Value> {
  path: string;
  value: Value | null;
  problems: Problem[];
  /** A problem at the place of a path in it, or as near to that as there is something. */
  problemAt(path: readonly PropertyKey[], message: string): Problem;
}

const cells = CELLS.map(({ cell }) => cell);

type Range = readonly [number, ...number[]] | null | undefined;
const rangeOf = (node: unknown): Range => (node as Node | null)?.range;

/** Where a path leads in a document: the place of its value, or of its key. */
function placeOf(root: unknown, path: readonly PropertyKey[], want: 'key' | 'value'): number {
  let node = root;
  let place = rangeOf(node)?.[0] ?? 0;
  path.forEach((part, index) => {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part),
      );
      const key = rangeOf(pair?.key)?.[0];
      if (key === undefined) return;
      const value = rangeOf(pair?.value)?.[0];
      place = want === 'key' && index === path.length - 1 ? key : (value ?? key);
      node = pair?.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)];
      place = rangeOf(item)?.[0] ?? place;
      node = item;
    } else {
      node = undefined;
    }
  });
  return place;
}

type Issue = z.core.$ZodIssue;

/** The problems of a value that may have one of several forms: those of the form that it comes nearest to. */
function flat(issues: readonly Issue[], prefix: readonly PropertyKey[] = []): Issue[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code !== 'invalid_union') return [{ ...issue, path } as Issue];
    const depth = (branch: readonly Issue[]) =>
      Math.min(
        ...branch.map((one) => one.path.length + (one.code === 'unrecognized_keys' ? 0.5 : 0)),
      );
    const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0];
    return nearest && depth(nearest) >= 1
      ? flat(nearest, path)
      : [{ ...issue, path, message: 'This has none of the forms that it can have.' } as Issue];
  });
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, part) => (inner as Record<PropertyKey, unknown>)?.[part], value);

function messageOf(issue: Issue, value: unknown): string {
  const found = at(value, issue.path);
  if (issue.path.length === 0 && value === null) return 'The file is empty.';
  if (issue.code === 'invalid_type' && found === undefined) {
    return `"${String(issue.path.at(-1) ?? 'the content')}" is missing.`;
  }
  if (issue.message.startsWith('There is no such component') && typeof found === 'string') {
    return `There is no component or feature "${found}".${didYouMean(found, cells)}`;
  }
  // Of a key that is none, be it of a cell or an account: why stands within.
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  return issue.message;
}

/**
 * Reads one file: YAML, then its form. Never throws for what stands in it; whatever is wrong is told
 * with its place.
 */
export function parseFile<Kind extends FileKind>(
  path: string,
  text: string,
  kind: Kind,
): ParsedFile<z.output<(typeof FILE_SCHEMAS)[Kind]>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problem = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file: path, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const problemAt = (
    where: readonly PropertyKey[],
    message: string,
    want: 'key' | 'value' = 'value',
  ) => problem(placeOf(document.contents, where, want), message);
  const broken = [...document.errors, ...document.warnings].map(({ pos, code, message }) =>
    problem(pos[0], code === 'DUPLICATE_KEY' ? 'This key stands here twice.' : message),
  );
  if (broken.length > 0) return { path, value: null, problems: broken, problemAt };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return { path, value: null, problems: [problem(0, (error as Error).message)], problemAt };
  }
  const parsed = FILE_SCHEMAS[kind].safeParse(value);
  if (parsed.success) {
    return {
      path,
      value: parsed.data as z.output<(typeof FILE_SCHEMAS)[Kind]>,
      problems: [],
      problemAt,
    };
  }
  const problems = flat(parsed.error.issues).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) =>
          problemAt([...issue.path, key], `The property "${key}" is not known here.`, 'key'),
        )
      : [
          problemAt(
            issue.path,
            messageOf(issue, value),
            issue.code === 'invalid_key' ? 'key' : 'value',
          ),
        ],
  );
  return { path, value: null, problems, problemAt };
}
