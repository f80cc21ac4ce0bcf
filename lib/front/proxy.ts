import {
  Agent,
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { MACHINE_HEADERS } from '@/lib/http/machine-headers';
import type { PageRules } from '@/lib/http/page-policy';
import { isReadable } from '@/lib/http/unreadable';
import { pathOf } from './asked';
import { answerAway, type Exchange } from './away';
import { bringsBody, headersBack, headersOnward } from './headers';
import { answerUnreadable } from './unreadable';

/** Hands requests to the console and its answers back. */
export interface WayOn {
  forward(request: IncomingMessage, response: ServerResponse): void;
  /** Lets go of connections that nobody uses. */
  close(): void;
}

/** Answers may carry more headers than we take ourselves: a page's preloads, and cookies. */
const MAX_ANSWER_HEADERS = 64 * 1024;

const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS']);
const NOTHING_SENT = new Set(['ENOENT', 'ECONNREFUSED', 'EAGAIN']);

/** What the proxy lives with. */
export interface ProxyParts {
  /** Where the console listens; null while it is away. */
  socketOf: () => string | null;
  /** The console may have written something; called before whoever asked for it hears of it. */
  onWrite: () => void;
  /** The rules of the page at a path, new ones each time; null for what is no page. */
  pageRules: (path: string) => PageRules | null;
  log: Exchange['log'];
}

interface Asking extends Exchange {
  socketPath: string;
  /** False: over a new connection of its own. */
  agent: Agent | false;
  onWrite: () => void;
  rules: PageRules | null;
}

const onlyReads = ({ method = '' }: IncomingMessage) => HARMLESS.has(method);

/** Asks the console; what went wrong before it answered is told to `failed`. */
function ask(
  asking: Asking,
  failed: (error: NodeJS.ErrnoException, asked: ClientRequest) => void,
): void {
  const { request, response, socketPath, agent, onWrite, rules } = asking;
  const { method, url: path } = request;
  const headers = headersOnward(request, rules?.policy);
  const ours = rules?.headers ?? MACHINE_HEADERS;
  const asked = httpRequest({
    ...{ socketPath, agent, method, path, headers },
    maxHeaderSize: MAX_ANSWER_HEADERS,
  });
  // Whoever asked has left: the console need not go on.
  const leave = () => asked.destroy();
  response.once('close', leave);
  let answered = false;
  asked.on('response', (answer) => {
    answered = true;
    if (!onlyReads(request)) onWrite();
    // So Next answers where a route failed outside of what answers its errors.
    if (answer.statusCode === 500 && answer.headers['content-type'] === undefined) {
      answer.resume();
      return answerAway(asking, 'failed');
    }
    const back = { ...headersBack(answer), ...ours };
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, back);
    // An answer that takes its time shows its head at once; others go in one piece.
    setImmediate(() => !response.writableEnded && response.flushHeaders());
    pipeline(answer, response, () => undefined);
  });
  asked.on('error', (error) => {
    // Once there is an answer it counts, even if not all was read of what was asked.
    if (answered) return;
    response.off('close', leave);
    request.unpipe(asked);
    if (!response.destroyed) failed(error, asked);
  });
  if (!bringsBody(request)) return void asked.end();
  request.pipe(asked);
  // What the console does not want to read, or no longer can, is read here, or the connection's next
  // request would wait behind it for ever. What brings a body is never asked a second time.
  asked.once('close', () => {
    request.unpipe(asked);
    request.resume();
  });
}

/**
 * Makes the way to the console. A request that met a connection which just ended is sent once more
 * where that can do no harm: it has no body, and reading twice is reading once.
 */
export function createProxy({ socketOf, onWrite, pageRules, log }: ProxyParts): WayOn {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo' });
  return {
    forward(request, response) {
      const exchange = { request, response, log };
      const socketPath = socketOf();
      if (socketPath === null) return answerAway(exchange, 'away');
      const again = onlyReads(request) && !bringsBody(request);
      const giveUp = ({ code = '' }: NodeJS.ErrnoException) => {
        const away = again || NOTHING_SENT.has(code);
        if (!away) onWrite();
        answerAway(exchange, away ? 'away' : 'lost');
      };
      const path = pathOf(request);
      if (!isReadable(path)) return answerUnreadable(request, response);
      const rules = pageRules(path);
      const asking = { ...exchange, socketPath, agent, onWrite, rules };
      ask(asking, (error, asked) => {
        if (!again || !asked.reusedSocket) return giveUp(error);
        ask({ ...asking, agent: false }, giveUp);
      });
    },
    close: () => agent.destroy(),
  };
}
