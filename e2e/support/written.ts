import { vi } from 'vitest';

/**
 * Everything that this process writes from now on, down to the log's finest lines. To be called
 * within `vi.hoisted`: pino writes there only if it is imported afterwards.
 */
export function allWritten(): string[] {
  vi.stubEnv('LOG_LEVEL', 'trace');
  const parts: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((part) => {
      parts.push(String(part));
      return true;
    });
  }
  return parts;
}
