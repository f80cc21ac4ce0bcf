import { median } from '../bench/figures';

/** A figure at a moment, in seconds from the beginning of a run. */
export interface Point {
  at: number;
  value: number;
}

/** What counts as a slope of a kind of figure. */
export interface Rule {
  /** Each block's figure: its median, or its least where garbage comes on top of what is held. */
  block: 'median' | 'least';
  /** Into how many blocks the time is divided. */
  blocks: number;
  /** What growth from the first block to the last counts for nothing: a share of the median, … */
  share: number;
  /** … or so much, whichever is more. */
  amount: number;
}

export type Verdict = 'flat' | 'rises' | 'too few';

/** What became of a series of figures after the warm-up. */
export interface Trend {
  verdict: Verdict;
  blocks: number;
  median: number;
  /** Robust growth in an hour, and the least of it that noise leaves likely. */
  anHour: number;
  anHourAtLeast: number;
  /** What it would grow in a day at that rate, as a share of the median. */
  aDay: number;
}

/** The share of a run in which caches fill, code is compiled and pools open; nothing is read from it. */
export const WARM_UP = 0.4;

/** Of fewer blocks even an unbroken rise is not beyond what noise gives. */
const FEWEST = 10;

/**
 * How many standard deviations a slope has to be away from none. That many, because a run has dozens of
 * series and each that is red for nothing costs somebody a day: of 3.5, noise alone gets there once in
 * 4,000, and that the spread is itself estimated takes the rest.
 */
const BEYOND_NOISE = 4;

/** What each half has to grow at least, as a share of the whole's slope: a leak does not stop. */
const EACH_HALF = 1 / 4;

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Even parts of the time, each with one figure of what was measured in it; without the empty ones. */
export function blocksOf(
  points: readonly Point[],
  { block, blocks: count }: Pick<Rule, 'block' | 'blocks'>,
): Point[] {
  const first = points[0]?.at ?? 0;
  const length = ((points.at(-1)?.at ?? 0) - first) / count || 1;
  const parts = Array.from({ length: count }, () => [] as Point[]);
  for (const point of points) {
    parts[Math.min(count - 1, Math.floor((point.at - first) / length))]?.push(point);
  }
  return parts
    .filter((part) => part.length > 0)
    .map((part) => {
      const values = part.map(({ value }) => value);
      return {
        at: median(part.map(({ at }) => at)),
        value: block === 'least' ? Math.min(...values) : median(values),
      };
    });
}

/** The slopes between all pairs of points. */
const pairSlopes = (points: readonly Point[]): number[] =>
  points.flatMap((one, index) =>
    points.slice(index + 1).map((other) => (other.value - one.value) / (other.at - one.at)),
  );

/** Theil and Sen's slope: the median of those of all pairs. A quarter of wild points does not move it far. */
export const theilSen = (points: readonly Point[]): number =>
  points.length < 2 ? 0 : median(pairSlopes(points));

/**
 * By how much neighbours' likeness widens the spread of a slope: as in Yue and Wang's test, from the
 * correlation of neighbours in what the slope leaves over, with Kendall's mending of its bias.
 */
function widenedBy(away: readonly number[], square: number): number {
  const count = away.length;
  const beside = away.slice(1).reduce((sum, value, index) => sum + value * (away[index] ?? 0), 0);
  const likeness = beside / square;
  const mended = Math.min(0.9, Math.max(0, likeness + (1 + 3 * likeness) / count));
  let sum = 0;
  for (let lag = 1; lag < count; lag += 1) sum += (1 - lag / count) * mended ** lag;
  return 1 + 2 * sum;
}

/** By how much what the slope leaves over may have moved it: its standard deviation. */
function spreadOf(points: readonly Point[], slope: number): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value * value, 0);
  const left = points.map(({ at, value }) => value - slope * at);
  const away = left.map((value) => value - mean(left));
  const middle = mean(points.map(({ at }) => at));
  const square = squares(away);
  if (square === 0) return 0;
  const variance = square / (points.length - 2);
  return Math.sqrt(
    (variance * widenedBy(away, square)) / squares(points.map(({ at }) => at - middle)),
  );
}

/** What is left of a run after its warm-up. */
export function warmed(points: readonly Point[], seconds: number): Point[] {
  return points.filter(({ at }) => at >= seconds * WARM_UP);
}

/**
 * Whether figures rise, as a leak makes them rise. It takes all of: a robust slope that stays above zero
 * by its lower bound, which noise that resembles its neighbour widens; growth over the time looked at of
 * more than the rule lets pass; and growth in both halves, because a pool that opens one more connection,
 * or a cache that fills late, makes a step and is done.
 */
export function trendOf(points: readonly Point[], rule: Rule): Trend {
  const blocks = blocksOf(points, rule);
  const middle = median(blocks.map(({ value }) => value));
  const slope = theilSen(blocks);
  const least = slope - BEYOND_NOISE * spreadOf(blocks, slope);
  const seconds = (blocks.at(-1)?.at ?? 0) - (blocks[0]?.at ?? 0);
  const half = Math.floor(blocks.length / 2);
  const halves = [blocks.slice(0, half), blocks.slice(-half)].map(theilSen);
  const rises =
    least > 0 &&
    slope * seconds > Math.max(rule.amount, rule.share * middle) &&
    halves.every((part) => part > slope * EACH_HALF);
  return {
    verdict: blocks.length < FEWEST ? 'too few' : rises ? 'rises' : 'flat',
    blocks: blocks.length,
    median: middle,
    anHour: slope * HOUR,
    anHourAtLeast: least * HOUR,
    aDay: middle === 0 ? 0 : (slope * DAY) / middle,
  };
}
