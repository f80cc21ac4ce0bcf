// The least that one can do: Node's own server and the one call of Stripe, for whoever asks.

import { createServer } from 'node:http';
import { components } from './components.mjs';
import { stripe } from './stripe.mjs';

async function answer(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { account } = JSON.parse(Buffer.concat(chunks).toString());
  const session = await stripe.accountSessions.create({ account, components });
  const text = JSON.stringify(session);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    response.writeHead(500).end(String(error));
  });
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })}\n`);
});
