import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import next from 'next';
import { env } from '@/lib/env';
import { openFrontLink } from '@/lib/front-link';
import { guardOutput } from '@/lib/guard-output';
import { log } from '@/lib/log';
import { type PageOutcome, withPageOutcome } from '@/lib/page-outcome';
import { answerFailed } from './away';
import { answerPageAway } from './page-away';
import { tidyHeap } from './tidy-heap';

// The console: Next on a socket that only the front knows. What starts with it (jobs, tracing, the
// order in which it ends) starts in instrumentation.ts.

process.title = 'switchyard console';
guardOutput();

// A terminal sends them to the front as well, and that says when.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

const [socketPath = ''] = process.argv.slice(2);
const link = openFrontLink();

void link.over.then((why) => {
  // The front takes its folder away by itself, unless it was killed.
  if (why === 'gone') {
    process.on('exit', () => rmSync(path.dirname(socketPath), { recursive: true, force: true }));
  }
  if (!link.adopted) process.exit(0);
});

/** A server of pages that never has a second to itself is kept waiting once a minute. */
const TIDY_LATEST_MS = 60_000;

async function serve(): Promise<void> {
  const { HOST: hostname, PORT: port } = env();
  const app = next({ dev: false, dir: process.cwd(), hostname, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  // The front keeps the clock for who is slow; here nothing ends while it may be used.
  const patient = { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 };
  const server = createServer({ ...patient, maxHeaderSize: 32 * 1024 }, (request, response) => {
    const outcome: PageOutcome = {};
    answerPageAway(request, response, outcome);
    withPageOutcome(outcome, () => handle(request, response)).catch((err) =>
      answerFailed({ request, response, log }, err),
    );
  });
  tidyHeap(server, TIDY_LATEST_MS);
  server.listen(socketPath, () => {
    chmodSync(socketPath, 0o600);
    link.listening();
  });
}

serve().catch((err) => {
  log.fatal({ err }, 'the console did not start');
  process.exit(1);
});
