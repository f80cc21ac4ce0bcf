// Finds out before anything slow is done whether the port is free.

import net from 'node:net';

function answers(port, host) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host, timeout: 1000 });
    const done = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}

function listenError(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Throws where nothing can listen there, or something else answers under the same name. */
export async function assertPortIsFree(port, host) {
  const code = await listenError(port, host);
  if (code === 'EACCES') throw new Error(`Port ${port} is for root only. Take one from 1024 up.`);
  if (code && code !== 'EADDRINUSE') throw new Error(`Cannot listen on ${host}: ${code}.`);
  // A server on the other address family would be met under localhost instead of ours.
  const taken = code || (await answers(port, '127.0.0.1')) || (await answers(port, '::1'));
  if (taken) {
    throw new Error(
      `Port ${port} is taken. Stop what uses it, or: npm run up -- --port ${port + 1}`,
    );
  }
}
