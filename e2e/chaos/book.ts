/** What one comparison came to. */
export interface Book {
  name: string;
  /** How many things were compared. */
  checked: number;
  /** What does not agree, and where to look. */
  findings: string[];
}

/** A book whose findings are collected while it is read. */
export function openBook(name: string): Book & { find(what: string): void; check(): void } {
  const book = {
    name,
    checked: 0,
    findings: [] as string[],
    find: (what: string) => void book.findings.push(what),
    check: () => {
      book.checked += 1;
    },
  };
  return book;
}

/** JSON in one order, so that what is alike reads alike. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}
