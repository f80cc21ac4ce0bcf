import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { readyWithin } from './ready';

/** What stands in front of several instances, as a cloud's load balancer does. */
export interface LoadBalancer {
  url: string;
  /** How many requests each instance has answered, by its address. */
  answered: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

const PROBE_MS = 200;

/**
 * Starts a balancer that hands requests to those of the instances in turn that say they are ready.
 * One that ends in the middle of a request makes that a 502, which is not tried again elsewhere.
 */
export async function startLoadBalancer(instances: readonly string[]): Promise<LoadBalancer> {
  const answered = new Map(instances.map((url) => [url, 0]));
  let ready: readonly string[] = instances;
  const probe = setInterval(async () => {
    const found = await Promise.all(instances.map((url) => readyWithin(url, PROBE_MS * 5)));
    ready = instances.filter((_, index) => found[index]);
  }, PROBE_MS);

  let turn = 0;
  const server = http.createServer((request, response) => {
    turn += 1;
    const chosen = ready[turn % Math.max(1, ready.length)];
    const fail = () => {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    };
    if (!chosen) return fail();
    const { method, url = '/', headers } = request;
    const forwarded = http.request(new URL(url, chosen), { method, headers }, (answer) => {
      answered.set(chosen, (answered.get(chosen) ?? 0) + 1);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', fail).pipe(response);
    });
    forwarded.on('error', fail);
    request.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    answered,
    async close() {
      clearInterval(probe);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
