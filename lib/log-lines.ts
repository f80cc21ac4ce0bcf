import 'server-only';
import pino, { type DestinationStream } from 'pino';

const OUTPUT = 1;

/** Where a log writes its lines to. */
export interface LogLines extends DestinationStream {
  /** Has what was written so far on its way before it returns; for what the process ends by. */
  flushSync(): void;
}

/**
 * Standard output as pino has it, but for that the lines of one turn of the event loop go there in one
 * piece: each piece wakes a thread that writes it. What is left when the process exits is written then;
 * only one that is killed loses the lines of its last turn.
 */
export function linesByTurn(): LogLines {
  const output = pino.destination(OUTPUT);
  let waiting = '';
  const taken = () => {
    const lines = waiting;
    waiting = '';
    return lines;
  };
  const writeRest = () => {
    // A piece that is handed to a thread now may never be written, if the process ends with this turn.
    if (waiting !== '') pino.destination({ dest: OUTPUT, sync: true }).write(taken());
  };
  // What was handed over before, pino sees to.
  process.on('exit', writeRest);
  return {
    write(line) {
      if (waiting === '') setImmediate(() => waiting !== '' && output.write(taken()));
      waiting += line;
    },
    flushSync() {
      output.flushSync();
      writeRest();
    },
  };
}
