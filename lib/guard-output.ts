import { formatWithOptions } from 'node:util';
import { redactText } from './domain/redact';

const holder = globalThis as { switchyardOutputGuarded?: boolean };

/**
 * Has all that this process says beside its log go through the redactor: what Next and other
 * libraries write of errors, and warnings. The log has it built in, and its way stays as it is.
 */
export function guardOutput(): void {
  if (holder.switchyardOutputGuarded) return;
  holder.switchyardOutputGuarded = true;
  guardErrors();
  const { console: out } = globalThis;
  for (const level of ['log', 'info', 'debug'] as const) {
    const say = out[level].bind(out);
    out[level] = (...said: unknown[]) => say(redactText(formatWithOptions({}, ...said)));
  }
}

type Write = typeof process.stderr.write;

/** The same for standard error alone, for commands whose output may hold a secret on purpose. */
export function guardErrors(): void {
  const write = process.stderr.write.bind(process.stderr) as Write;
  process.stderr.write = ((said: string | Uint8Array, ...rest: []) => {
    const text = typeof said === 'string' ? said : Buffer.from(said).toString('utf8');
    const safe = redactText(text);
    return write(safe === text ? said : safe, ...rest);
  }) as Write;
}
