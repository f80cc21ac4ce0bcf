let waiting: (() => void)[] = [];

function goOn(): void {
  const all = waiting;
  waiting = [];
  for (const work of all) work();
}

/**
 * Does work once all that this turn of the event loop has read is worked through. What several
 * answers write is then written in a row, and who waits for them is woken once. The work may not throw.
 */
export function atTurnEnd(work: () => void): void {
  if (waiting.length === 0) setImmediate(goOn);
  waiting.push(work);
}
