import type { Bar, Group } from './bars';

const WIDTH = 860;
const MARGIN = 24;
const ROW = 26;
const BAR = 14;
const HEADING = 40;

/** Colours that can be told apart on light and on dark, and by people who see few of them. */
const STYLE = `
  text { font: 13px ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
  .heading { font-weight: 600; font-size: 14px; }
  .value { fill: #59636e; font-variant-numeric: tabular-nums; }
  .ours { fill: #1f6feb; } .other { fill: #8c959f; } .missed { fill: #bc4c00; }
  .limit { stroke: #1f2328; stroke-width: 1.5; stroke-dasharray: 3 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } .value { fill: #9198a1; }
    .ours { fill: #58a6ff; } .other { fill: #6e7681; } .missed { fill: #f0883e; }
    .limit { stroke: #e6edf3; }
  }`;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Where the bars of a group begin, how long the longest is, and where their figures stand. */
interface Place {
  left: number;
  longest: number;
  /** Below one another at this place, or each behind its bar. */
  figuresAt?: number;
}

const GROUPS: Place = { left: 200, longest: 520 };
const LIMITED: Place = { left: 508, longest: 240, figuresAt: 760 };

function drawBar({ label, value, length, tone }: Bar, top: number, place: Place): string {
  const width = Math.max(2, length * place.longest);
  const middle = top + BAR / 2 + 4.5;
  const figuresAt = place.figuresAt ?? place.left + width + 8;
  return (
    `<text x="${MARGIN}" y="${middle}">${escaped(label)}</text>` +
    `<rect class="${tone}" x="${place.left}" y="${top}" width="${width.toFixed(1)}" height="${BAR}" rx="3"/>` +
    `<text class="value" x="${figuresAt.toFixed(1)}" y="${middle}">${escaped(value)}</text>`
  );
}

function drawGroup({ heading, bars }: Group, top: number, place: Place) {
  const parts = bars.map((bar, at) => drawBar(bar, top + HEADING + at * ROW, place));
  return {
    text: `<text class="heading" x="${MARGIN}" y="${top + 24}">${escaped(heading)}</text>${parts.join('\n')}`,
    bottom: top + HEADING + bars.length * ROW,
  };
}

/**
 * Draws groups of bars below one another. Those of `limited` are drawn last, with a line through
 * them at the share of their width, from 0 to 1, that they should not exceed.
 */
export function chart(
  groups: readonly Group[],
  limited: { group: Group; limit: number },
  says: string,
): string {
  let top = MARGIN / 2;
  const drawn: string[] = [];
  for (const group of groups) {
    const { text, bottom } = drawGroup(group, top, GROUPS);
    drawn.push(text);
    top = bottom + 8;
  }
  const { text, bottom } = drawGroup(limited.group, top, LIMITED);
  const x = LIMITED.left + LIMITED.longest * limited.limit;
  if (limited.group.bars.length > 0) {
    drawn.push(
      text,
      `<line class="limit" x1="${x}" x2="${x}" y1="${top + HEADING - 6}" y2="${bottom}"/>`,
      `<text class="value" x="${x}" y="${bottom + 16}" text-anchor="middle">the target</text>`,
    );
  }
  const height = Math.ceil(bottom + MARGIN + 8);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="says">
<title id="says">${escaped(says)}</title>
<style>${STYLE}
</style>
${drawn.join('\n')}
</svg>
`;
}
