import 'server-only';
import { CsvError, parse } from 'csv-parse/sync';
import type { CsvProblem, CsvRow } from '@/lib/domain/bulk/csv';

/** Most lines of one file. */
export const MAX_LINES = 20_000;

/** Longest line; what is longer is a quotation mark that nobody closed. */
const LONGEST = 20_000;

type Parsed = { rows: CsvRow[]; problem?: undefined } | { problem: CsvProblem };

const wrong = (line: number, message: string): Parsed => ({
  problem: { line, column: '', message },
});

/** The line on which bytes stop being UTF-8. */
function badLine(bytes: Uint8Array): number {
  const good = Buffer.from(bytes).toString('utf8');
  return good.slice(0, good.indexOf('\uFFFD')).split('\n').length;
}

/** The text of a file: UTF-8, or UTF-16 where it says so, as spreadsheets write it. */
function textOf(bytes: Uint8Array): { text: string } | Parsed {
  const utf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = utf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    const line = utf16 ? 1 : badLine(bytes);
    return wrong(line, 'This is not UTF-8. Save the file as “CSV UTF-8”.');
  }
}

/** What stands between fields: what the first line has most of. */
function delimiterOf(first: string): string {
  const counts = [',', ';', '\t'].map((mark) => [mark, first.split(mark).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

const SAID: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened here and never closed.',
  CSV_INVALID_CLOSING_QUOTE:
    'Behind a closing quotation mark something else follows than the next field.',
  INVALID_OPENING_QUOTE:
    'A quotation mark stands in the middle of a field. Write it twice, and the field in quotation marks.',
  CSV_MAX_RECORD_SIZE: 'This line is too long. A quotation mark may be missing.',
};

/**
 * The rows of a CSV file with their lines. Takes commas, semicolons and tabs between fields, and a
 * byte order mark. Gives a problem instead where it cannot be read at all.
 */
export function parseCsv(bytes: Uint8Array): Parsed {
  const decoded = textOf(bytes);
  if (!('text' in decoded)) return decoded;
  const { text } = decoded;
  const nul = text.indexOf('\0');
  if (nul >= 0) return wrong(text.slice(0, nul).split('\n').length, 'This is not a text file.');
  const [first = ''] = text.split(/\r?\n|\r/, 1);
  try {
    const found = parse(text, {
      delimiter: delimiterOf(first),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST,
      to: MAX_LINES + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    if (found.length > MAX_LINES + 1) {
      return wrong(
        MAX_LINES + 2,
        `One file has ${MAX_LINES.toLocaleString('en')} accounts at most. Split it.`,
      );
    }
    return {
      rows: found.map(({ record, info }) => ({
        line: info.lines - record.join('').split('\n').length + 1,
        fields: record,
      })),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    return wrong(lines ?? 1, SAID[error.code] ?? 'This line is not CSV.');
  }
}
