import 'server-only';
import pino, { type DestinationStream } from 'pino';

const OUTPUT = 1;

/** How long a line waits for others: nobody who reads a log sees that, and a busy one has many by then. */
const WAIT_MS = 5;

/** Bytes that a pipe takes whole, whatever another process writes to it at the same time: see pipe(7). */
const PIECE = 4096;

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
  const output = pino.destination({ dest: OUTPUT, maxWrite: PIECE });
  let waiting = '';
  let bytes = 0;
  const taken = () => {
    const lines = waiting;
    waiting = '';
    bytes = 0;
    return lines;
  };
  const handOver = () => waiting !== '' && output.write(taken());
  const writeRest = () => {
    // A piece that is handed to a thread now may never be written, if the process ends with it.
    if (waiting !== '') pino.destination({ dest: OUTPUT, sync: true }).write(taken());
  };
  // What was handed over before, pino sees to.
  process.on('exit', writeRest);
  return {
    write(line) {
      const more = Buffer.byteLength(line);
      if (bytes + more > PIECE) handOver();
      if (waiting === '') setTimeout(handOver, WAIT_MS);
      waiting += line;
      bytes += more;
    },
    flushSync() {
      output.flushSync();
      writeRest();
    },
  };
}
