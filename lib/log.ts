import 'server-only';
import pino, { type LoggerOptions } from 'pino';
import { isoTime } from './domain/iso-time';
import { redact, redactAlso, redactNames, redactText } from './domain/redact';
import { env, secretValues } from './env';
import { linesTogether } from './log-lines';
import { traceFields } from './trace';

redactAlso(secretValues(env()));

/** Whoever has put something in the place of standard output gets each line at once. */
const output = Object.hasOwn(process.stdout, 'write') ? process.stdout : linesTogether();

const options: LoggerOptions = {
  level: env().LOG_LEVEL,
  base: undefined,
  mixin: traceFields,
  timestamp: () => `,"time":"${isoTime(new Date())}"`,
  formatters: { log: (line) => redactNames(line) as Record<string, unknown> },
  // An error that is logged by itself comes here before the rest of its line.
  serializers: { err: redact },
  hooks: { streamWrite: redactText },
};

/**
 * One JSON line an event, with whatever could be a secret cut out, wherever it stands: by name before
 * it is written, and by what it looks like in the line as it is.
 */
export const log = pino(options, output);
