import { requireKnownKeys } from '@/lib/data/sealed/known-keys';
import { connections } from '@/lib/db';
import { lookForDatabase, watchDatabase } from '@/lib/db-watch';
import { env, surroundingsOf } from '@/lib/env';
import { pageRulesFor } from '@/lib/http/page-policy';
import {
  allAnswered,
  closeServers,
  endConnectionsAfterAnswers,
  watchRequests,
} from '@/lib/in-flight';
import { createLane } from '@/lib/lane/lane';
import { log } from '@/lib/log';
import { metrics } from '@/lib/metrics/registry';
import { endInOrder } from '@/lib/shutdown';
import { startTracing } from '@/lib/start-tracing';
import { type ConsoleOptions, keepConsole } from './console';
import { createFigures } from './figures';
import { createProxy } from './proxy';
import { createFrontServer } from './server';
import { showSources } from './stacks';
import { tidyHeap } from './tidy-heap';

/** An error may carry what a request was about; the log keeps what is harmless of it. */
function logFailures(): void {
  process.on('unhandledRejection', (err) => log.error({ err }, 'a failure that nobody met'));
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'the front failed');
    process.exit(1);
  });
}

/** Serves: the lane here, everything else by the console that is starting. */
export async function serve(
  starting: Pick<ConsoleOptions, 'args' | 'first' | 'socketPath'>,
): Promise<void> {
  showSources();
  logFailures();
  const { HOST: host, PORT: port } = env();
  metrics('front');
  watchRequests({ count: false });
  const figures = createFigures(connections);
  const backOffice = keepConsole({ ...starting, figures, log, onHopeless: () => process.exit(1) });

  const stopTracing = await startTracing('front');
  if (!(await requireKnownKeys())) log.warn('not known whether all kept secrets open');
  // The lane asks the database all the time, whether or not anybody mints.
  watchDatabase(() => true);
  // Its time, before anything is answered by it.
  await lookForDatabase();
  const lane = createLane();
  const surroundings = surroundingsOf(env());
  const proxy = createProxy({
    socketOf: backOffice.socketPath,
    onWrite: lane.doubt,
    pageRules: pageRulesFor(surroundings),
    log,
  });
  const server = createFrontServer({ lane, proxy, log, secure: surroundings.secure });
  endInOrder({
    stopTracing,
    pause() {
      backOffice.askToEnd();
      endConnectionsAfterAnswers();
    },
    async finish() {
      server.close();
      closeServers();
      await allAnswered();
      proxy.close();
      await lane.close();
      if (!(await backOffice.letGo())) throw new Error('The console did not end in order.');
    },
  });
  server.once('error', (err) => {
    log.fatal({ err }, 'the front cannot listen');
    process.exit(1);
  });
  // Mints are not to wait for it, however long there is always one.
  tidyHeap(server, Number.POSITIVE_INFINITY);
  server.listen(port, host, () => log.info({ host, port }, 'listening'));
}
