import { number, type Report } from '../report';
import type { Result } from '../result';

/** A bar of the chart: how long it is, from 0 to 1, and what stands beside it. */
export interface Bar {
  label: string;
  value: string;
  length: number;
  tone: 'ours' | 'other' | 'missed';
}

/** Bars under a heading of their own. */
export interface Group {
  heading: string;
  bars: Bar[];
}

const CONNECTIONS = /, (\d+) connections$/;

/** Sessions a second of all servers, at each number of connections. */
export function throughput({ results }: Report): Group[] {
  const mints = results.filter(({ row, ours }) => row === 'mints' && ours);
  const most = Math.max(
    ...mints.flatMap(({ ours, baseline }) => [ours?.median ?? 0, baseline?.median ?? 0]),
  );
  const bar = (label: string, value: number, tone: Bar['tone']): Bar => ({
    label,
    value: `${number(value)}/s`,
    length: value / most,
    tone,
  });
  const groups = new Map<string, Group>();
  for (const { name, ours, baseline } of mints) {
    const connections = CONNECTIONS.exec(name)?.[1] ?? '';
    const group = groups.get(connections) ?? {
      heading: `Sessions minted a second, ${connections} connections`,
      bars: ours ? [bar('Switchyard', ours.median, 'ours')] : [],
    };
    if (baseline) group.bars.push(bar(baseline.name, baseline.median, 'other'));
    groups.set(connections, group);
  }
  return [...groups.values()];
}

/** How much of what its target allows a result uses: below 1 it is reached. */
function use({ target, ours, ratio }: Result): number | null {
  const figure = target?.of === 'ratio' ? ratio : ours?.median;
  if (!target || figure === null || figure === undefined) return null;
  return target.is === 'at most' ? figure / target.value : target.value / figure;
}

/** Beyond this a bar grows no longer. */
export const WIDEST_USE = 2;

/** Every target: how much of what it allows is used. */
export function targets({ results }: Report): Group {
  const bars = results.flatMap((result): Bar[] => {
    const share = use(result);
    if (share === null) return [];
    return [
      {
        label: result.name,
        value: `${Math.round(share * 100)} %${share <= 1 ? '' : ', missed'}`,
        length: Math.min(share, WIDEST_USE) / WIDEST_USE,
        tone: share <= 1 ? 'ours' : 'missed',
      },
    ];
  });
  return {
    heading: 'How much of what its target allows each figure uses: shorter is better',
    bars,
  };
}
