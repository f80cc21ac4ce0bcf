import { Agent, request as send } from 'node:http';
import type { OnAnswer } from './closed';
import type { LoadJob, LoadRequest } from './job';

/**
 * Loads a server at a constant rate: a request is sent when its time has come, whether or not others
 * are answered, and counts from when it should have been sent. autocannon sends each second's
 * requests in one burst, and would wait for slow answers.
 */
export async function openLoad(job: LoadJob, rate: number, onAnswer: OnAnswer): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.connections });
  const total = Math.ceil(((job.warmMs + job.loadMs) / 1000) * rate);
  const began = performance.now();
  const pending: Promise<void>[] = [];

  const ask = ({ method, path, headers, body }: LoadRequest, due: number) =>
    new Promise<void>((resolve) => {
      const done = (outcome: number | string) => {
        onAnswer(outcome, performance.now() - due);
        resolve();
      };
      const outgoing = send(`${job.url}${path}`, { method, agent, headers: { ...headers } });
      outgoing.setTimeout(20_000, () => outgoing.destroy(new Error('timeout')));
      outgoing.on('error', (error) => done(error.message));
      outgoing.on('response', (answer) => {
        answer.resume();
        answer.on('end', () => done(answer.statusCode ?? 0));
      });
      outgoing.end(body);
    });

  for (let n = 0; n < total; n += 1) {
    const due = began + (n * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const request = job.requests[n % job.requests.length];
    if (request) pending.push(ask(request, due));
  }
  await Promise.all(pending);
  agent.destroy();
}
