import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** Something between a program and a server that can go wrong as networks do. */
export interface TcpProxy {
  port: number;
  /** Takes connections and bytes, and hands nothing on: what a firewall that drops packets is like. */
  goSilent(): void;
  /** Hands on all that comes, so many milliseconds later. */
  goSlow(ms: number): void;
  /** Ends all connections and refuses new ones, as where nothing listens. */
  refuse(): Promise<void>;
  /** Hands on again; connections that were silent have lost what they were sent. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of this machine to another port of it. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  let silent = false;
  let lateness = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    return socket;
  };
  const handOn = (from: Socket, to: Socket) => {
    from.on('data', (bytes) => {
      if (silent) return;
      if (lateness === 0) to.write(bytes);
      else setTimeout(() => to.destroyed || to.write(bytes), lateness);
    });
    from.once('close', () => {
      if (!silent) to.destroy();
    });
  };
  const server = createServer((client) => {
    keep(client);
    const upstream = keep(connect(target, '127.0.0.1'));
    handOn(client, upstream);
    handOn(upstream, client);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      if (server.listening) server.close(() => resolve());
      else resolve();
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    goSilent() {
      silent = true;
    },
    goSlow(ms) {
      lateness = ms;
    },
    refuse: stop,
    async recover() {
      silent = false;
      lateness = 0;
      if (!server.listening) await listen(port);
    },
    close: stop,
  };
}

/** Puts a proxy between lib and its database; before anything that reads the environment is imported. */
export async function proxyToDatabase(): Promise<TcpProxy> {
  const url = new URL(process.env.DATABASE_URL ?? '');
  const proxy = await startTcpProxy(Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  process.env.DATABASE_URL = url.href;
  return proxy;
}

/**
 * The same with two, as where two servers are named of which either can be written to; with the way
 * past them.
 */
export async function proxiesToDatabase(): Promise<{
  proxies: [TcpProxy, TcpProxy];
  direct: string;
}> {
  const direct = process.env.DATABASE_URL ?? '';
  const { host, port: target } = new URL(direct);
  const open = () => startTcpProxy(Number(target));
  const proxies: [TcpProxy, TcpProxy] = [await open(), await open()];
  const hosts = proxies.map(({ port }) => `127.0.0.1:${port}`).join();
  process.env.DATABASE_URL = direct.replace(host, hosts);
  return { proxies, direct };
}
