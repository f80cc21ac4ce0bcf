import 'server-only';
import pino, { type DestinationStream } from 'pino';

const OUTPUT = 1;

/** How long a line waits for others: nobody who reads a log sees that, and a busy one has many by then. */
const WAIT_MS = 5;

/** Where a log writes its lines to. */
export interface LogLines extends DestinationStream {
  /** Has what was written so far on its way before it returns; for what the process ends by. */
  flushSync(): void;
}

/**
 * Standard output as pino has it, but for that the lines of a few milliseconds go there in one piece:
 * each piece wakes a thread that writes it. What is left when the process exits is written then; only
 * one that is killed loses its last lines.
 */
export function linesTogether(): LogLines {
  const output = pino.destination(OUTPUT);
  let waiting = '';
  const taken = () => {
    const lines = waiting;
    waiting = '';
    return lines;
  };
  const writeRest = () => {
    // A piece that is handed to a thread now may never be written, if the process ends with it.
    if (waiting !== '') pino.destination({ dest: OUTPUT, sync: true }).write(taken());
  };
  // What was handed over before, pino sees to.
  process.on('exit', writeRest);
  return {
    write(line) {
      if (waiting === '') setTimeout(() => waiting !== '' && output.write(taken()), WAIT_MS);
      waiting += line;
    },
    flushSync() {
      output.flushSync();
      writeRest();
    },
  };
}
