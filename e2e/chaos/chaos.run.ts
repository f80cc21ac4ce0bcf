import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../scripts/lib/files';
import { rewriteReadme } from '../support/readme-part';
import { agrees, summaryOf, textOf } from './report';
import { runChaos } from './run';

const plan = {
  minutes: Number(process.env.CHAOS_MINUTES),
  seed: Number(process.env.CHAOS_SEED),
  mints: Number(process.env.CHAOS_MINTS),
};

test('whatever goes wrong, the books agree', async () => {
  test.setTimeout(plan.minutes * 4 * 60_000 + 20 * 60_000);
  const result = await runChaos(plan);
  writeFileSync(path.join(projectRoot, '.data', 'chaos.json'), JSON.stringify(result, null, 2));
  console.log(textOf(result));
  if (process.env.CHAOS_README) rewriteReadme('chaos', () => summaryOf(result));
  expect(agrees(result), 'The books do not agree: see above.').toBe(true);
});
