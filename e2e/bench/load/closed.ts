import autocannon from 'autocannon';
import type { LoadJob } from './job';

/**
 * Takes down one answer: its status, or what went wrong, and the milliseconds that it took. Says
 * whether that was enough.
 */
export type OnAnswer = (outcome: number | string, ms: number) => boolean;

/** How long a server may take until its first answer, beside the time that it is loaded. */
const PATIENCE_S = 30;

/** Loads a server with connections that each send as soon as they are answered. */
export function closedLoad(job: LoadJob, onAnswer: OnAnswer): Promise<void> {
  const requests = job.requests.map(({ method, path, headers, body }) => ({
    method,
    path,
    headers: { ...headers },
    ...(body !== undefined && { body }),
  }));
  let made = 0;
  const shareOf = (place: number) => {
    const own = requests.filter((_, index) => index % job.connections === place);
    return own.length > 0 ? own : requests;
  };
  return new Promise((resolve, reject) => {
    const run = autocannon(
      {
        url: job.url,
        connections: job.connections,
        duration: (job.warmMs + job.loadMs) / 1000 + PATIENCE_S,
        sampleInt: 50,
        timeout: 20,
        setupClient: (client) => {
          client.setRequests(shareOf(made));
          made += 1;
        },
      },
      (error: unknown) => (error ? reject(error) : resolve()),
    );
    run.on('response', (_client, status, _bytes, ms) => {
      if (onAnswer(status, ms)) run.stop();
    });
    run.on('reqError', (error: Error) => {
      if (onAnswer(error.message || String(error), 0)) run.stop();
    });
  });
}
