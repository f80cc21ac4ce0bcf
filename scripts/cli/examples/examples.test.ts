import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { main } from '../main';

const file = path.join(import.meta.dirname, 'github-actions.yml');

interface Workflow {
  jobs: Record<string, { steps: { run?: string }[]; env: Record<string, string> }>;
}

function workflow(): Workflow {
  const document = parseDocument(readFileSync(file, 'utf8'));
  expect(document.errors).toEqual([]);
  return document.toJS();
}

/** Each use of the command in the workflow, as its arguments up to the first that is not a plain word. */
function uses(): string[][] {
  const runs = Object.values(workflow().jobs).flatMap(({ steps }) =>
    steps.map(({ run = '' }) => run),
  );
  return runs.flatMap((run) =>
    [...run.matchAll(/\bswitchyard ((?:[a-z-]+ ?)+)/g)].map(([, words = '']) =>
      words.trim().split(' '),
    ),
  );
}

test('the workflow is YAML, and uses commands and options that there are', async () => {
  const found = uses();
  expect(found.map(([command]) => command)).toEqual(['validate', 'plan', 'apply']);
  for (const [command = '', ...rest] of found) {
    let help = '';
    const write = (text: string) => {
      help += text;
      return true;
    };
    const { write: original } = process.stdout;
    process.stdout.write = write as typeof original;
    const exit = await main([command, '--help']).finally(() => {
      process.stdout.write = original;
    });
    expect(exit).toBe(0);
    expect(help).toContain(`Usage: switchyard ${command}`);
    for (const option of rest.filter((word) => word.startsWith('--')))
      expect(help).toContain(option);
  }
});

test('the token comes from secrets', () => {
  for (const { env } of Object.values(workflow().jobs)) {
    expect(env.SWITCHYARD_TOKEN).toMatch(/^\$\{\{ secrets\.[A-Z_]+ \}\}$/);
  }
});
