/** Shows how a command gets on, step by step. */
export interface Report {
  /** Runs a step and shows what came of it and how long it took. */
  step<T>(name: string, work: (result: (text: string) => void) => Promise<T>): Promise<T>;
  /** A line that stands between steps. */
  note(line: string): void;
}

const NAME_WIDTH = 14;
const PATIENCE_MS = 3_000;

/** Milliseconds as a person reads them: 0.4 s, 1 min 5 s. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A report on the terminal; where output goes to a file, slow steps are announced too. */
export function createReport(options: { quiet?: boolean } = {}): Report {
  const out = process.stdout;
  const print = (text: string) => {
    if (!options.quiet) out.write(text);
  };
  return {
    note: (line) => print(`  ${line}\n`),
    async step(name, work) {
      const label = `  ${name.padEnd(NAME_WIDTH)} `;
      const started = Date.now();
      let result = 'done';
      if (out.isTTY) print(`${label}…`);
      const slow = setTimeout(() => {
        if (!out.isTTY) print(`${label}…\n`);
      }, PATIENCE_MS);
      const finish = (text: string) => {
        clearTimeout(slow);
        print(`${out.isTTY ? '\r\u001b[K' : ''}${label}${text}\n`);
      };
      try {
        const value = await work((text) => {
          result = text;
        });
        finish(`${result} (${duration(Date.now() - started)})`);
        return value;
      } catch (error) {
        finish('failed');
        throw error;
      }
    },
  };
}
