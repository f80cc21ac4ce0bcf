/** So many go on at once: who asked works on the first answers while the next are worked out. */
const MOST = 3;

let waiting: (() => void)[] = [];

function goOn(): void {
  const all = waiting;
  waiting = [];
  for (const resolve of all) resolve();
}

/**
 * Resolves at the end of this turn of the event loop, or with the next few that wait for it, if there
 * are so many before. What several answers write is then written in a row, and who waits for them is
 * woken once.
 */
export function turnEnd(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.length === 0) setImmediate(goOn);
    waiting.push(resolve);
    if (waiting.length >= MOST) goOn();
  });
}
