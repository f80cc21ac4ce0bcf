import type { IncomingMessage } from 'node:http';
import { type Answer, header } from './http';
import { resetWorld, type World } from './world';

type Act = (world: World, body: string, id: string) => Answer;

const acts: Readonly<Record<string, Act>> = {
  'GET requests': (world) => json(200, world.log.toArray()),
  'DELETE requests': (world) => done(world.log.clear()),
  'GET faults': (world) => json(200, world.faults.toArray()),
  'POST faults': (world, body) => json(201, world.faults.add(parse(body))),
  'DELETE faults': (world) => done(world.faults.clear()),
  'GET sessions': (world) => json(200, world.issued.counts()),
  'GET secrets': (world) => json(200, world.issued.secrets.toArray()),
  'POST reset': (world) => done(resetWorld(world)),
  'PATCH accounts': (world, body, id) => {
    const account = world.accounts.patch(id, parse(body));
    return account ? json(200, account) : unknownAccount(id);
  },
  'DELETE accounts': (world, _body, id) =>
    world.accounts.revoke(id) ? done() : unknownAccount(id),
};

/**
 * The tests' own side of the emulator, under `/_emulator`. It asks for no key, so it answers only
 * who names this machine itself and is not a web page: a page of another site, even one whose name
 * was made to resolve to loopback, gets nothing.
 */
export function answerControl(
  world: World,
  request: IncomingMessage,
  path: string,
  body: string,
): Answer {
  const host = header(request, 'host') ?? '';
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host) || header(request, 'origin')) {
    return problem(403, 'Only for tests on this machine.');
  }
  const [, name = '', id = ''] = /^\/_emulator\/([a-z]+)(?:\/(\w+))?$/.exec(path) ?? [];
  const key = `${request.method} ${name}`;
  const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
  if (!act || (id !== '') !== (name === 'accounts')) {
    return problem(404, `No such control: ${request.method} ${path}`);
  }
  try {
    return act(world, body, id);
  } catch (error) {
    return problem(400, error instanceof Error ? error.message : 'Bad request.');
  }
}

function parse(body: string): Record<string, unknown> {
  const value: unknown = JSON.parse(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Error('The body must be a JSON object.');
}

function json(status: number, value: unknown): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(value),
  };
}

function done(_nothing?: unknown): Answer {
  return { status: 204, headers: {}, body: '' };
}

function problem(status: number, message: string): Answer {
  return json(status, { message });
}

function unknownAccount(id: string): Answer {
  return problem(404, `No such account: ${id}`);
}
