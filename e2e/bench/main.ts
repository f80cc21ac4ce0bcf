import path from 'node:path';
import { projectRoot, writePrivateJson } from '../../scripts/lib/files';
import { duration } from '../../scripts/lib/log';
import { onEndRequested } from '../../scripts/lib/process';
import { NotThere } from './apart';
import { type Bench, createBench } from './bench';
import { machine, machineLine } from './machine';
import { type Options, readOptions, USAGE } from './options';
import { type Report, table } from './report';
import { type Result, unmeasured } from './result';
import type { Row } from './row';
import { ROWS } from './rows';

const FILE = path.join(projectRoot, '.data', 'bench.json');

/** One row's results; where it fails, its lines say why, and the others go on. */
async function resultsOf(row: Row, bench: Bench): Promise<Result[]> {
  try {
    return await row.run(bench);
  } catch (error) {
    const { message } = error as Error;
    const verdict = error instanceof NotThere ? 'not there' : 'failed';
    bench.note(`${row.name}: ${verdict}: ${message.split('\n')[0]}`);
    return row.lines.map((line, at) =>
      unmeasured(line, verdict, at === 0 ? message : 'as the line before'),
    );
  }
}

/** With the sizes of the large world in the name, where it speaks of them. */
function named(result: Result, { accounts, auditRows }: Options): Result {
  const name = result.name
    .replace('{accounts}', accounts.toLocaleString('en'))
    .replace('{audit}', auditRows.toLocaleString('en'));
  return { ...result, name };
}

function chosen({ only, quick }: Options): Row[] {
  return ROWS.filter(({ name, large }) => (only ? only.includes(name) : !(quick && large)));
}

function print({ machine: of, results, quick, rounds, secondsARound }: Report, took: number): void {
  console.log(`\n${table(results)}\n`);
  console.log(machineLine(of));
  console.log(
    `Medians of ${rounds} interleaved rounds of ${Number(secondsARound.toFixed(1))} s` +
      `${quick ? ' (--quick: too short for figures to quote)' : ''}; ${duration(took)} in all.`,
  );
  console.log(`${path.relative(process.cwd(), FILE)} has all rounds.`);
}

/** Measures all that was chosen. What there is so far is kept after each row. */
async function measureAll(options: Options, bench: Bench, postgres: () => Promise<string>) {
  let results: Result[] = [];
  const report = async (): Promise<Report> => ({
    at: new Date().toISOString(),
    quick: options.quick,
    rounds: options.rounds,
    secondsARound: options.loadMs / 1000,
    machine: machine(await postgres()),
    results,
  });
  for (const row of chosen(options)) {
    const measured = await resultsOf(row, bench);
    results = [...results, ...measured.map((result) => named(result, options))];
    writePrivateJson(FILE, await report());
  }
  return report();
}

async function main(): Promise<void> {
  const options = readOptions(
    process.argv.slice(2),
    ROWS.map(({ name }) => name),
  );
  if (!options) {
    console.log(`${USAGE}\nRows: ${ROWS.map(({ name }) => name).join(', ')}.`);
    return;
  }
  const began = Date.now();
  const { bench, end, postgresVersion } = createBench(options, (line) => {
    console.log(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);
  });
  onEndRequested(() => void end().finally(() => process.exit(130)));
  try {
    const report = await measureAll(options, bench, postgresVersion);
    print(report, Date.now() - began);
    if (report.results.some(({ verdict }) => verdict === 'failed')) process.exitCode = 1;
  } finally {
    await end();
  }
}

main().then(
  () => process.exit(),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
