import type { CompiledTemplate } from './compiled';
import { keepLatest } from './keep-latest';
import type { OverrideLayer } from './policy';

/** Texts kept at most, some 15 KB each: those that were made last. */
const MOST = 256;

/** What a text was made of, and from when until before when it is the same. */
interface Kept {
  readonly compiled: WeakRef<CompiledTemplate>;
  readonly traits: number;
  readonly from: number;
  readonly until: number;
  readonly text: Uint8Array;
}

const kept = new Map<readonly OverrideLayer[], Kept>();

/** Around a moment the time, in milliseconds, in which the same overrides are in force. */
function spanOf(overrides: readonly OverrideLayer[], at: number): Pick<Kept, 'from' | 'until'> {
  let [from, until] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { expiresAt } of overrides) {
    const end = expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
    if (end > at) until = Math.min(until, end);
    else from = Math.max(from, end);
  }
  return { from, until };
}

/**
 * The text of an account's own policy as bytes, made anew where what is kept is of another template,
 * class of traits or moment. It is kept by its list of overrides, which nobody may alter therefore.
 */
export function ownTextOf(
  overrides: readonly OverrideLayer[],
  { compiled, traits, at }: { compiled: CompiledTemplate; traits: number; at: Date },
  make: () => Uint8Array,
): Uint8Array {
  const known = kept.get(overrides);
  const time = at.getTime();
  if (
    known?.compiled.deref() === compiled &&
    known.traits === traits &&
    known.from <= time &&
    time < known.until
  ) {
    return known.text;
  }
  const text = make();
  const made = { compiled: new WeakRef(compiled), traits, text, ...spanOf(overrides, time) };
  keepLatest(kept, MOST, overrides, made);
  return text;
}
