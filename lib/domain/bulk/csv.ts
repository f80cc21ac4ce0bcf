import type { z } from 'zod';
import { type Cell, findCell } from '../cells';
import type { DecidedSetting, Setting } from '../settings';
import { MAX_TAGS } from '../state';
import { accountId, moment, prose, tag, templateKey } from '../text';
import type { Terms, Wish } from './wishes';

/** In the column `template`: assigned by rules and default. */
export const BY_RULES = '(rules)';
/** In the columns `tags` and `overrides`: none at all, because an empty field leaves all as it is. */
export const NONE = '(none)';

/** Columns that say what is to be, and those that an export has for people to read. */
const SAYING = [
  ...(['account', 'template', 'tags', 'add_tags', 'remove_tags', 'overrides'] as const),
  ...(['note', 'expires_at'] as const),
];
const TELLING = [
  'name',
  'email',
  'country',
  'effective_template',
  'assigned_by',
  'disconnected_at',
];

type Named = (typeof SAYING)[number];

/** One row of a file, with the number of the line on which it starts. */
export interface CsvRow {
  line: number;
  fields: readonly string[];
}

/** One thing that is wrong with a file, and where. */
export interface CsvProblem {
  line: number;
  column: string;
  message: string;
}

/** What one line asks for. */
export interface CsvWish {
  line: number;
  account: string;
  wish: Wish;
}

/** What a spreadsheet would take for a formula gets a quote before it on the way out; it goes off here. */
const unguarded = (text: string) => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);

class Reader {
  constructor(
    readonly line: number,
    private readonly fields: ReadonlyMap<string, string>,
    private readonly problems: CsvProblem[],
  ) {}

  wrong(column: string, message: string): undefined {
    this.problems.push({ line: this.line, column, message });
    return undefined;
  }

  text(column: Named | Cell): string {
    return this.fields.get(column) ?? '';
  }

  /** A field by a schema; nothing where it is empty or wrong. */
  read<T>(column: Named, schema: z.ZodType<T>, text = this.text(column)): T | undefined {
    if (text === '') return undefined;
    const { data, error } = schema.safeParse(text);
    return error ? this.wrong(column, error.issues[0]?.message ?? 'This is wrong.') : data;
  }

  tags(column: Named): string[] | undefined {
    const text = this.text(column);
    if (text === '') return undefined;
    if (text === NONE && column === 'tags') return [];
    const words = text.split(',').map((word) => word.trim());
    const tags = [...new Set(words.filter((word) => word !== ''))];
    if (tags.length > MAX_TAGS)
      return this.wrong(column, `An account has ${MAX_TAGS} tags at most.`);
    return tags.flatMap((word) => this.read(column, tag, word) ?? []);
  }
}

function overridesIn(reader: Reader): Wish['overrides'] {
  const text = reader.text('overrides');
  if (text === '') return undefined;
  if (text === NONE) return {};
  const found: Partial<Record<Cell, DecidedSetting>> = {};
  for (const pair of text.split(/[\s,;]+/).filter(Boolean)) {
    const [name = '', setting = ''] = pair.split('=');
    const cell = findCell(name)?.cell;
    if (!cell) reader.wrong('overrides', `There is no component or feature "${name}".`);
    else if (setting !== 'on' && setting !== 'off') {
      reader.wrong('overrides', `"${pair}" has to end in =on or =off.`);
    } else if (found[cell]) reader.wrong('overrides', `${cell} stands there twice.`);
    else found[cell] = setting;
  }
  return found;
}

function cellsIn(reader: Reader, cells: readonly Cell[]): Partial<Record<Cell, Setting>> {
  const set: Partial<Record<Cell, Setting>> = {};
  for (const cell of cells) {
    const setting = reader.text(cell).toLowerCase();
    if (setting === '') continue;
    if (setting === 'on' || setting === 'off' || setting === 'inherit') set[cell] = setting;
    else reader.wrong(cell, `"${reader.text(cell).slice(0, 40)}" is none of on, off and inherit.`);
  }
  return set;
}

function termsIn(reader: Reader, sets: boolean): Terms | null {
  const note = reader.read('note', prose(500)) ?? null;
  const expiresAt = reader.read('expires_at', moment) ?? null;
  if (note === null && expiresAt === null) return null;
  if (sets) return { note, expiresAt };
  reader.wrong(
    note === null ? 'expires_at' : 'note',
    'A note and an expiry belong to overrides that are set, and this line sets none.',
  );
  return null;
}

function wishIn(reader: Reader, cells: readonly Cell[]): Wish {
  const template = reader.text('template');
  const key = template === BY_RULES ? null : reader.read('template', templateKey);
  const [tags, add, remove] = [
    reader.tags('tags'),
    reader.tags('add_tags'),
    reader.tags('remove_tags'),
  ];
  if (tags && (add || remove)) {
    reader.wrong('tags', 'This says all tags at once: leave add_tags and remove_tags empty.');
  }
  const both = add?.find((one) => remove?.includes(one));
  if (both) reader.wrong('remove_tags', `The tag "${both}" is both added and removed.`);
  const overrides = overridesIn(reader);
  const set = cellsIn(reader, cells);
  const [first] = Object.keys(set);
  if (overrides && first) {
    reader.wrong('overrides', `This says all overrides at once: leave ${first} empty.`);
  }
  const on = [...Object.values(set), ...Object.values(overrides ?? {})];
  return {
    ...(key !== undefined && { template: key }),
    ...(tags && { tags }),
    ...(add && { add }),
    ...(remove && { remove }),
    ...(first && { set }),
    ...(overrides && { overrides }),
    terms: termsIn(
      reader,
      on.some((setting) => setting !== 'inherit'),
    ),
  };
}

/** The columns of a file by their names, in their order; what is wrong with them goes to `problems`. */
function columnsOf({ line, fields }: CsvRow, problems: CsvProblem[]): string[] {
  const names = fields.map((field) => field.trim().toLowerCase());
  const known: readonly string[] = [...SAYING, ...TELLING];
  names.forEach((name, index) => {
    const wrong = (message: string) =>
      problems.push({ line, column: name || `${index + 1}`, message });
    if (name !== '' && names.indexOf(name) !== index) wrong('This column stands there twice.');
    else if (name === '') wrong('This column has no name.');
    else if (!known.includes(name) && !findCell(name)) {
      wrong(`There is no column "${name.slice(0, 60)}". It is no component or feature either.`);
    }
  });
  if (!names.includes('account')) {
    problems.push({
      line,
      column: 'account',
      message: 'The first line has to name the column account.',
    });
  }
  return names;
}

/**
 * What the rows of a file ask for, the first of them being the columns' names, and all that is wrong
 * with it, line by line. Whether accounts and templates are there is for others to say.
 */
export function readWishes(rows: readonly CsvRow[]): { wishes: CsvWish[]; problems: CsvProblem[] } {
  const problems: CsvProblem[] = [];
  const [head, ...body] = rows;
  if (!head)
    return { wishes: [], problems: [{ line: 1, column: '', message: 'The file is empty.' }] };
  const names = columnsOf(head, problems);
  if (problems.length > 0) return { wishes: [], problems };
  const cells = names.flatMap((name) => findCell(name)?.cell ?? []);
  const seen = new Map<string, number>();
  const wishes = body.flatMap(({ line, fields }): CsvWish[] => {
    const texts = names.map(
      (name, index) => [name, unguarded((fields[index] ?? '').trim())] as const,
    );
    const reader = new Reader(line, new Map(texts), problems);
    if (fields.slice(names.length).some((field) => field.trim() !== '')) {
      reader.wrong(
        '',
        `This line has ${fields.length} fields, and there are ${names.length} columns.`,
      );
    }
    const account = reader.read('account', accountId);
    if (reader.text('account') === '') reader.wrong('account', 'The account is missing.');
    const earlier = account === undefined ? undefined : seen.get(account);
    if (earlier !== undefined)
      reader.wrong('account', `${account} stands on line ${earlier} already.`);
    const wish = wishIn(reader, cells);
    if (account === undefined) return [];
    seen.set(account, earlier ?? line);
    return [{ line, account, wish }];
  });
  if (body.length === 0) {
    problems.push({
      line: head.line,
      column: '',
      message: 'There is no line below the names of the columns.',
    });
  }
  return { wishes, problems };
}
