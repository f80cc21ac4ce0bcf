import { randomInt } from 'node:crypto';
import path from 'node:path';
import { projectRoot } from './files';
import { freePort } from './ports';
import type { Child } from './process';
import type { Supervisor } from './supervisor';

const READY_TIMEOUT_MS = 30_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A secret key of the form Stripe gives out for tests. */
export function testSecretKey(): string {
  return `sk_test_${Array.from({ length: 32 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

/** Starts the Stripe emulator, and waits until it listens. It keeps what it holds in `dataDir`. */
export async function startEmulator(
  supervisor: Supervisor,
  options: { dataDir: string; secretKey: string; port?: number | undefined },
): Promise<{ url: string; port: number; child: Child }> {
  const port = await freePort(options.port);
  let output = '';
  let heard: (line: string) => void;
  const firstLine = new Promise<string>((resolve) => {
    heard = resolve;
  });
  const child = await supervisor.start({
    name: 'The Stripe emulator',
    command: process.execPath,
    args: [
      ...['--import', 'tsx', 'e2e/stripe-emulator/main.ts'],
      ...['--port', String(port), '--key', options.secretKey],
      ...['--state', path.join(options.dataDir, 'stripe-emulator.json')],
    ],
    cwd: projectRoot,
    logFile: path.join(options.dataDir, 'logs', 'stripe-emulator.log'),
    onStdout: (text) => {
      output += text;
      const end = output.indexOf('\n');
      if (end >= 0) heard(output.slice(0, end));
    },
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('The Stripe emulator did not listen within 30 s.')),
      READY_TIMEOUT_MS,
    );
  });
  const line = await supervisor.guard(Promise.race([firstLine, tooLate]));
  clearTimeout(timer);
  const { url } = JSON.parse(line) as { url: string };
  return { url, port, child };
}
