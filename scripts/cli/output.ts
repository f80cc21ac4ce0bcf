import Table from 'cli-table3';

const COLOURS = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
export type Colour = keyof typeof COLOURS;

/** Where a command writes: results to `out`, all that is told beside them to `note`. */
export interface Output {
  out(text: string): void;
  note(text: string): void;
  paint(colour: Colour, text: string): string;
  /** How many characters a line has. */
  width: number;
}

/** Narrower than this, a table would only be a column of single words. */
const NARROW = 60;
const UNLIMITED = 120;

/** Colours only where a person looks at a terminal that shows them (https://no-color.org). */
export function terminal(
  env: NodeJS.ProcessEnv = process.env,
  { isTTY, columns }: { isTTY?: boolean; columns?: number } = process.stdout,
): Output {
  const colours = Boolean(isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    paint: (colour, text) =>
      colours && text ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text,
    width: (isTTY && columns) || Number(env.COLUMNS) || UNLIMITED,
  };
}

/** A result for machines. */
export const json = (value: unknown) => JSON.stringify(value, null, 2);

const GAP = 2;

/** How wide each column may be, so that all of them fit: the widest give way first. */
export function columnWidths(rows: readonly (readonly string[])[], width: number): number[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(1, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const room = Math.max(columns, width - GAP * (columns - 1));
  for (let over = widths.reduce((a, b) => a + b, 0) - room; over > 0; over -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}

const NO_LINES = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
    .map((name) => [name, '']),
);

/** One thing under the other with its name, where it is not 0: for terminals too narrow for a table. */
function stacked(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows
    .map(([first = '', ...rest]) => {
      const lines = rest.flatMap((text, index) =>
        text === '0' ? [] : [`  ${head[index + 1] ?? ''}: ${text}`],
      );
      return [first, ...lines].join('\n');
    })
    .join('\n');
}

/** A table for people, as wide as the terminal at most; where that is too narrow, a list. Numbers stand to the right. */
export function table(
  { paint, width }: Pick<Output, 'paint' | 'width'>,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columnWidths([head, ...rows], width);
  // Ids and cells have no spaces, and are not to be cut.
  const cutsWords = [head, ...rows].some((row) =>
    row.some((text, index) => text.split(' ').some((word) => word.length > (widths[index] ?? 0))),
  );
  if (width < NARROW || cutsWords) return stacked(head, rows);
  const numeric = head.map((_, index) => rows.every((row) => /^[\d,]+$/.test(row[index] ?? '')));
  const made = new Table({
    head: head.map((text) => paint('dim', text)),
    chars: { ...NO_LINES, middle: ' '.repeat(GAP) },
    colWidths: widths,
    colAligns: numeric.map((is) => (is ? 'right' : 'left')),
    wordWrap: true,
    wrapOnWordBoundary: true,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** "1 account", "2,000 accounts". */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
