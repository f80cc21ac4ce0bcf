/** A CSV field (RFC 4180). A leading sign gets a quote before it, lest a spreadsheet runs it. */
function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file. */
export const csvLine = (fields: readonly unknown[]) => `${fields.map(csvField).join(',')}\r\n`;
