/** No column is narrower: a rule of less than three dashes is none to some readers. */
const NARROWEST = 3;

/** Rows of cells, the head first, as a table of Markdown whose columns also stand below one another. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, at) =>
    Math.max(NARROWEST, ...all.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
