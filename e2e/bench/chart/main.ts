import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot, readJson } from '../../../scripts/lib/files';
import { markdownTable } from '../../support/markdown-table';
import { rewriteReadme } from '../../support/readme-part';
import { machineLine } from '../machine';
import { cellsOf, HEAD, type Report } from '../report';
import { targets, throughput, WIDEST_USE } from './bars';
import { chart } from './svg';

const USAGE = `Usage: npm run bench:chart [-- --from .data/bench.json]
Draws e2e/bench/results.svg from what npm run bench has left, and puts its table into README.md.`;

/** The results as a table of Markdown. */
function markdown({ results }: Report): string {
  return markdownTable([['what', ...HEAD.slice(1)], ...results.map(cellsOf)]);
}

function main(): void {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const file = path.resolve(projectRoot, values.from ?? '.data/bench.json');
  const report = readJson<Report>(file);
  if (!report) throw new Error(`${file} is not there: npm run bench writes it.`);
  const drawing = chart(
    throughput(report),
    { group: targets(report), limit: 1 / WIDEST_USE },
    'Switchyard measured: sessions minted a second beside other ways to do it, and every target.',
  );
  writeFileSync(path.join(projectRoot, 'e2e', 'bench', 'results.svg'), drawing);
  const day = report.at.slice(0, 10);
  const measured = `${day}: ${machineLine(report.machine)}; medians of ${report.rounds} rounds of ${report.secondsARound} s.`;
  const picture =
    '![Sessions minted a second, and how much of its target each figure uses](e2e/bench/results.svg)';
  rewriteReadme('bench', () => [markdown(report), picture, measured].join('\n\n'));
  console.log('e2e/bench/results.svg and README.md are up to date.');
  if (report.quick)
    console.log('They show a run with --quick: measure in full before you keep them.');
}

main();
