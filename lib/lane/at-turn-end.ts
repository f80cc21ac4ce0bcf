/** So many go on at once: who asked works on the first answers while the next are worked out. */
const MOST = 3;

let waiting: (() => void)[] = [];

function goOn(): void {
  const all = waiting;
  waiting = [];
  for (const work of all) work();
}

/**
 * Does work at the end of this turn of the event loop, or with the next few, if there are so many
 * before. What several answers write is then written in a row, and who waits for them is woken once.
 * The work may not throw.
 */
export function atTurnEnd(work: () => void): void {
  if (waiting.length === 0) setImmediate(goOn);
  waiting.push(work);
  if (waiting.length >= MOST) goOn();
}
