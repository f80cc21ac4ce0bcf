import { duration } from '../lib/log';
import { onEndRequested } from '../lib/process';
import { createRunner } from './run';
import { ALL, type Context, QUICK } from './stages';
import { FAILED, sum, type Tally, tallyLine } from './tally';

const NAME_WIDTH = 10;

/**
 * Runs the stages one after the other, each whatever became of those before, and ends the process:
 * well only if nothing failed. The last line of output is the sum.
 */
export async function test(scope: 'quick' | 'all'): Promise<never> {
  const { run, endAll } = createRunner();
  const context: Context = { run };
  const tallies: Tally[] = [];
  const table: string[] = [];

  onEndRequested(() => {
    void endAll().then(() => process.exit(130));
  });

  for (const [name, stage] of scope === 'all' ? ALL : QUICK) {
    console.log(`\n── ${name} ──`);
    const started = Date.now();
    const tally = await stage(context).catch((error: unknown) => {
      console.error(error);
      return FAILED;
    });
    if (tally) tallies.push(tally);
    const time = duration(Date.now() - started).padStart(12);
    table.push(`  ${name.padEnd(NAME_WIDTH)}${time}   ${tally ? tallyLine(tally) : 'done'}`);
  }

  const all = sum(tallies);
  if (all.skips.length > 0) console.log(`\nSkipped:\n\n  ${all.skips.join('\n  ')}`);
  if (all.failures.length > 0) console.log(`\nFailed:\n\n  ${all.failures.join('\n\n  ')}`);
  console.log(`\n${table.join('\n')}\n\n${tallyLine(all)}`);
  process.exit(all.failed > 0 ? 1 : 0);
}
