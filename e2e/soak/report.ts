import { median } from '../bench/figures';
import { type Machine, machineLine } from '../bench/machine';
import { number } from '../bench/report';
import { listed } from '../support/counts';
import { markdownTable } from '../support/markdown-table';
import { UNITS } from './rules';
import type { Sample } from './sample';
import { endingsOf, type Judged } from './series';

/** What a run leaves for machines, in .data/soak.json. */
export interface Report {
  at: string;
  seed: number;
  minutes: number;
  /** What part of the rates was asked for. */
  load: number;
  machine: Machine;
  rates: Readonly<Record<string, number>>;
  /** What must not have been; the first of it, where there is much. */
  findings: readonly string[];
  found: number;
  judged: readonly Judged[];
  samples: readonly Sample[];
}

const WORDS = { flat: 'flat', rises: 'RISES', 'too few': 'too few figures' } as const;
const HEAD = ['whose', 'what', 'median', 'an hour', 'at least', 'a day', 'verdict'];

const signed = (value: number) => `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;

function cellsOf({ of, what, kind, verdict, ...trend }: Judged): string[] {
  if (trend.blocks === 0) return [of, what, '', '', '', '', WORDS[verdict]];
  const unit = UNITS[kind] && ` ${UNITS[kind]}`;
  return [
    ...[of, what, `${number(trend.median)}${unit}`],
    ...[`${signed(trend.anHour)}${unit}`, `${signed(trend.anHourAtLeast)}${unit}`],
    ...[`${signed(trend.aDay * 100)} %`, WORDS[verdict]],
  ];
}

/** How acts ended, a row for each actor. */
function endings({ samples, rates, load }: Report): string {
  const rows = Object.entries(endingsOf(samples)).map(([actor, statuses]) => [
    ...[actor, number((rates[actor] ?? 0) * load)],
    listed(Object.entries(statuses)),
  ]);
  return markdownTable([['actor', 'a second', 'ended'], ...rows]);
}

/** The report for people. */
export function told(report: Report): string {
  const { at, seed, minutes, machine, findings, found, judged, samples } = report;
  const busy = median(samples.map((sample) => sample.busy));
  const rising = judged.filter(({ verdict }) => verdict === 'rises');
  return [
    markdownTable([HEAD, ...judged.map(cellsOf)]),
    '',
    endings(report),
    '',
    `${at.slice(0, 10)}: ${minutes} minutes, seed ${seed}, ${number(busy * 100)} % of the processors in use; ${machineLine(machine)}.`,
    rising.length === 0
      ? 'No figure rises.'
      : `Rising: ${rising.map(({ of, what }) => `${of}, ${what}`).join('; ')}.`,
    ...(found === 0
      ? ['No answer that must not be.']
      : [`${found} answers that must not be, the first of them:`, ...findings]),
  ].join('\n');
}
