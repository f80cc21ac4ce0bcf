import path from 'node:path';
import { projectRoot } from '../../scripts/lib/files';
import type { ChildOptions } from '../../scripts/lib/process';
import type { Supervisor } from '../../scripts/lib/supervisor';
import { askFor } from './http';
import type { StubAccount } from './stripe-stub-account';

/** Starts a Node server that prints `{"url": …}` once it listens; gives that. */
export async function startAndHear(
  supervisor: Supervisor,
  options: Omit<ChildOptions, 'command' | 'onStdout'>,
): Promise<string> {
  let output = '';
  let heard: (line: string) => void;
  const firstLine = new Promise<string>((resolve) => {
    heard = resolve;
  });
  await supervisor.start({
    ...options,
    command: process.execPath,
    cwd: projectRoot,
    onStdout: (text) => {
      output += text;
      const end = output.indexOf('\n');
      if (end >= 0) heard(output.slice(0, end));
    },
  });
  const { url } = JSON.parse(await supervisor.guard(firstLine)) as { url: string };
  return url;
}

/** The Stripe that all servers ask. */
export interface Stub {
  url: string;
  /** Has each answer wait so long. */
  setLatency(ms: number): Promise<void>;
  /** Tells it what accounts are. */
  know(accounts: readonly StubAccount[]): Promise<void>;
  /** How many sessions it has made. */
  sessions(): Promise<number>;
}

/** Starts the Stripe stub in a process of its own. */
export async function startStub(supervisor: Supervisor, logs: string): Promise<Stub> {
  const url = await startAndHear(supervisor, {
    name: 'The Stripe stub',
    args: ['--import', 'tsx', 'e2e/bench/stripe-stub.ts'],
    logFile: path.join(logs, 'stripe-stub.log'),
  });
  const control = (what: string, body: string) =>
    askFor(`${url}/_bench/${what}`, { method: 'POST', body });
  return {
    url,
    async setLatency(ms) {
      await control('latency', String(ms));
    },
    async know(accounts) {
      await control('accounts', JSON.stringify(accounts));
    },
    async sessions() {
      const { text } = await control('count', '');
      return (JSON.parse(text) as { sessions: number }).sessions;
    },
  };
}
