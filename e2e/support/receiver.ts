import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A notice as it came in. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown> & { id: string; type: string };
}

/** A server on this machine that notices are sent to. */
export interface Receiver {
  url: string;
  received: Received[];
  /** How it answers from now on; 204 at first. */
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

/** Starts a receiver on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const { url: path = '', headers } = request;
    receiver.received.push({ path, headers, text, body: JSON.parse(text) });
    receiver.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/notices`,
    received: [],
    answer: (response) => response.writeHead(204).end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

/** Whether a notice is signed with a secret, by the library that receivers use. */
export function isSignedWith(secret: string, { headers, text }: Received): boolean {
  const named = headers as Record<string, string>;
  const at = new Date(Number(named['webhook-timestamp']) * 1000);
  const own = new Webhook(secret).sign(named['webhook-id'] ?? '', at, text);
  return (named['webhook-signature'] ?? '').split(' ').includes(own);
}

/** What a receiver does: verifies the signature and how old it is. Throws where either is wrong. */
export function verified(secret: string, { headers, text }: Received): unknown {
  return new Webhook(secret).verify(text, headers as Record<string, string>);
}
