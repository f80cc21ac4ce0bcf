import { beforeAll, describe, expect, test } from 'vitest';
import { as, change, NOW, newTemplate, query } from '@/e2e/support/verbs';
import type { AuditView } from '@/lib/domain/views';
import { type AuditFilter, listAudit } from './audit';
import { exportAudit } from './audit-export';

/** More than two batches of the export. */
const MANY = 450;

/** An account that many entries are about. */
const many = 'acct_1Many';

beforeAll(() =>
  query(
    `INSERT INTO audit_entry
       (at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, request_id)
     SELECT $1, 'system', 'system', 'Switchyard', 'test.many', 'account', $2, 'request-' || n
     FROM generate_series(1, $3::int) n`,
    [NOW, many, MANY],
  ),
);

async function exported(filter: AuditFilter, format: 'csv' | 'ndjson'): Promise<string> {
  let text = '';
  for await (const part of await exportAudit(as('auditor'), filter, format)) text += part;
  return text;
}

/** The fields of a CSV text by RFC 4180, written down here once more. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || character === '\r') {
      rows.at(-1)?.push(field);
      field = '';
      if (character === '\r') {
        expect(text[++i]).toBe('\n');
        rows.push([]);
      }
    } else field += character;
  }
  expect([quoted, field, rows.pop()]).toEqual([false, '', []]);
  return rows;
}

/** Makes a change for this reason and returns its one line as CSV, by column. */
async function lineOf(reason: string): Promise<Record<string, string>> {
  const key = await newTemplate();
  await change([{ op: 'template.update', key, name: 'Comma, "quote"' }], { reason });
  const [header = [], ...rows] = readCsv(
    await exported({ subjectId: key, action: 'template.update' }, 'csv'),
  );
  expect(rows).toHaveLength(1);
  return Object.fromEntries(header.map((name, index) => [name, rows[0]?.[index] ?? '']));
}

describe('CSV', () => {
  test('has a header and a line for each entry, all of the same columns', async () => {
    const [header, ...rows] = readCsv(await exported({ subjectId: many }, 'csv'));
    expect(header).toEqual(
      (
        'id at actor_kind actor_id actor_name action subject_kind subject_id subject_name change_id reason ' +
        'before after request_id result code'
      ).split(' '),
    );
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([16]));
    expect(rows).toHaveLength(MANY);
  });

  test('says of an entry what the list says', async () => {
    const line = await lineOf('Spring');
    const { data } = await listAudit(as('auditor'), { subjectId: line.subject_id ?? '', limit: 1 });
    const [entry] = data as [AuditView];
    expect(line).toEqual({
      id: entry.id,
      at: entry.at,
      actor_kind: 'user',
      actor_id: entry.actor.id,
      actor_name: 'Test operator',
      action: 'template.update',
      subject_kind: 'template',
      subject_id: entry.subject.id,
      subject_name: entry.subject.name ?? '',
      change_id: entry.changeId,
      reason: 'Spring',
      before: JSON.stringify(entry.before),
      after: JSON.stringify(entry.after),
      request_id: entry.requestId,
      result: '',
      code: '',
    });
    expect(JSON.parse(line.after ?? '')).toMatchObject({ name: 'Comma, "quote"' });
  });

  test.each([
    'plain',
    'comma, and "quotes"',
    'two\nlines',
    '"',
    ',',
    'Größe 🚲',
    "it's",
    'a=1',
    'x +1',
  ])('keeps the text %j as it is', async (reason) => {
    expect((await lineOf(reason)).reason).toBe(reason);
  });

  test.each([
    '=1+1',
    '=HYPERLINK("http://evil.example","x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '=1,2',
    '=1\n=2',
  ])('does not let a spreadsheet run %j', async (reason) => {
    expect((await lineOf(reason)).reason).toBe(`'${reason}`);
  });

  test('of nothing is a header alone', async () => {
    expect(readCsv(await exported({ subjectId: 'nobody' }, 'csv'))).toHaveLength(1);
  });
});

describe('NDJSON', () => {
  test('has every entry once across its batches, as the list has it', async () => {
    const text = await exported({ subjectId: many }, 'ndjson');
    expect(text.endsWith('}\n')).toBe(true);
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditView);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(MANY);
    expect(rows).toHaveLength(MANY);
    const ids = rows.map(({ id }) => BigInt(id));
    expect(ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? 0n))).toBe(true);
    const { data } = await listAudit(as('auditor'), { subjectId: many, limit: 200 });
    expect(rows.slice(0, 200)).toEqual(data);
  });

  test('keeps an entry of several lines on one', async () => {
    const key = await newTemplate();
    await change([{ op: 'template.update', key, name: 'X' }], { reason: 'two\nlines' });
    const lines = (await exported({ subjectId: key }, 'ndjson')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).reason)).toEqual([
      'two\nlines',
      'Because of a test',
    ]);
  });

  test('of nothing is empty', async () => {
    expect(await exported({ subjectId: 'nobody' }, 'ndjson')).toBe('');
  });
});
