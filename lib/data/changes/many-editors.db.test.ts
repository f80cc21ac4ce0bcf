import { beforeAll, expect, test } from 'vitest';
import { as, change, newTemplate, patientDatabase, query } from '@/e2e/support/verbs';
import { CELLS } from '@/lib/domain/cells';
import { AppError } from '@/lib/domain/errors';
import { verifyAudit } from '../audit-chain';
import { getTemplate } from '../templates';

beforeAll(patientDatabase);

const EDITORS = 200;
const TEMPLATES = 20;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What became of one editor's attempts until the edit was in. */
interface Told {
  conflicts: number;
  busy: number;
}

/**
 * Saves against the revision that was seen, as a person does who looks again after each 409 and
 * tries again where the product was too busy.
 */
async function edit(key: string, cell: string, seen: number): Promise<Told> {
  const told: Told = { conflicts: 0, busy: 0 };
  for (let expectedRevision = seen; ; ) {
    const wanted = { op: 'template.update', key, expectedRevision, set: { [cell]: 'on' } };
    try {
      await change([wanted]);
      return told;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'database_unavailable') {
        told.busy += 1;
        continue;
      }
      expect(error.code).toBe('conflict');
      const { conflict } = error.members as {
        conflict: { yours: object; current: { revision: number; settings: object } };
      };
      expect(conflict.yours).toMatchObject(wanted);
      expect(conflict.current.settings).not.toHaveProperty([cell]);
      expect(conflict.current.revision).toBeGreaterThan(expectedRevision);
      told.conflicts += 1;
      expectedRevision = conflict.current.revision;
    }
  }
}

test('200 editors of 20 templates at once: nothing is lost, nothing locks up, the audit is whole', async () => {
  const keys: string[] = [];
  for (const _ of numbers(TEMPLATES)) keys.push(await newTemplate());
  const each = EDITORS / TEMPLATES;
  const editors = numbers(EDITORS).map((index) => ({
    key: keys[index % TEMPLATES] ?? '',
    cell: CELLS[Math.floor(index / TEMPLATES)]?.cell ?? '',
  }));

  // All look before any saves, so that of each template's editors one can be first.
  const seen = await Promise.all(editors.map(({ key }) => getTemplate(as('operator'), { key })));
  const told = await Promise.all(
    editors.map(({ key, cell }, index) => edit(key, cell, seen[index]?.revision ?? 0)),
  );
  expect(told.filter(({ conflicts }) => conflicts > 0).length).toBe(EDITORS - TEMPLATES);

  const cells = CELLS.slice(0, each).map(({ cell }) => cell);
  for (const key of keys) {
    const { revision, settings } = await getTemplate(as('operator'), { key });
    expect({ revision, settings }).toEqual({
      revision: 1 + each,
      settings: Object.fromEntries(cells.map((cell) => [cell, 'on'])),
    });
  }
  const [made] = await query<{ changes: number; entries: number }>(
    `SELECT (SELECT count(*)::int FROM change WHERE status = 'applied' AND edits::text LIKE '%template.update%') AS changes,
            (SELECT count(*)::int FROM audit_entry WHERE action = 'template.update') AS entries`,
  );
  expect(made).toEqual({ changes: EDITORS, entries: EDITORS });
  expect(await verifyAudit(as('auditor'), { kept: [] })).toMatchObject({ whole: true, breaks: [] });
  const [database] = await query<{ deadlocks: number }>(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  expect(database).toEqual({ deadlocks: 0 });
}, 120_000);
