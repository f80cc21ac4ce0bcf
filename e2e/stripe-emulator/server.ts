import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { answerApi, readParams } from './api';
import { answerControl } from './control';
import { errorBody } from './errors';
import { isExecuted, misbehave } from './faults';
import { header, readBody, send, splitUrl } from './http';
import { newId } from './ids';
import { createWorld, type World, type WorldOptions } from './world';

export interface EmulatorOptions extends WorldOptions {
  /** The port on loopback; 0 takes any that is free. */
  port: number;
}

export interface Emulator {
  url: string;
  secretKey: string;
  /** Ends it at once, open connections and hung requests included. */
  close(): Promise<void>;
}

/** Longer than a client's pool keeps a connection, so that the client is the one to close it. */
const keepAliveMs = 60_000;

/** Starts an emulator on 127.0.0.1. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const world = createWorld(options);
  const ending = new AbortController();
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    serve(world, request, response, ending.signal).catch((error: unknown) => {
      if (ending.signal.aborted || request.errored) return;
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      if (response.headersSent) response.destroy();
      else sendCrash(world, response);
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : options.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    secretKey: options.secretKey,
    close: () =>
      new Promise((resolve) => {
        ending.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  ending: AbortSignal,
): Promise<void> {
  const { path, query } = splitUrl(request);
  const method = request.method ?? 'GET';
  const body = await readBody(request);
  if (path === '/_emulator' || path.startsWith('/_emulator/')) {
    send(response, await answerControl(world, request, path, body ?? ''));
    return;
  }
  const requestId = newId('req_', 14, world.random);
  const { params, unreadable } = readParams(request, query, body ?? '');
  const fault = world.faults.take(method, path);
  const entry = world.log.add({
    at: new Date(world.now()).toISOString(),
    method,
    path,
    requestId,
    status: null,
    params,
    idempotencyKey: header(request, 'idempotency-key') ?? null,
    version: header(request, 'stripe-version') ?? null,
    fault: fault?.kind ?? null,
  });
  const wait = once(async () => {
    if (fault?.latencyMs) await pause(fault.latencyMs, undefined, { signal: ending });
  });
  if (fault && !isExecuted(fault)) {
    await wait();
    entry.status = misbehave(fault, request, response, requestId);
    return;
  }
  if (body === undefined) {
    entry.status = 413;
    sendError(response, requestId, { status: 413, message: 'The request body is too large.' });
    return;
  }
  const message = request;
  const answer = await answerApi(
    world,
    { method, path, params, unreadable, message, requestId },
    wait,
  );
  entry.status = answer.status;
  // Done, and nobody hears of it: who asks again with the same key is answered what was done.
  if (fault?.kind === 'lost') request.socket.resetAndDestroy();
  else send(response, answer);
}

/** An error of the emulator itself looks like one of Stripe's, and says no more. */
function sendCrash(world: World, response: ServerResponse): void {
  const requestId = newId('req_', 14, world.random);
  const message = 'The emulator failed; its standard error says why.';
  sendError(response, requestId, { status: 500, type: 'api_error', message });
}

function sendError(
  response: ServerResponse,
  requestId: string,
  details: Parameters<typeof errorBody>[0],
): void {
  send(response, {
    status: details.status,
    headers: { 'Content-Type': 'application/json', 'Request-Id': requestId },
    body: errorBody(details, requestId),
  });
}

function once(act: () => Promise<void>): () => Promise<void> {
  let acted: Promise<void> | undefined;
  return () => {
    acted ??= act();
    return acted;
  };
}
