import type { IncomingMessage } from 'node:http';
import { feeObject } from './fees';
import { takeFee } from './fees-api';
import { type Answer, header } from './http';
import { eventOfAccess, eventsOfPatch } from './webhooks';
import { resetWorld, type World } from './world';

/** Longer than anybody waits for an answer, unless a fault keeps it back for longer. */
const longestMs = 30_000;

type Act = (world: World, body: string, id: string) => Answer | Promise<Answer>;

const acts: Readonly<Record<string, Act>> = {
  'GET requests': (world) => json(200, world.log.toArray()),
  'DELETE requests': (world) => done(world.log.clear()),
  'POST drain': (world) =>
    json(200, {
      requests: world.log.drain(new Date(world.now() - longestMs)),
      secrets: world.issued.secrets.take(() => true),
    }),
  'GET faults': (world) => json(200, world.faults.toArray()),
  'POST faults': (world, body) => json(201, world.faults.add(parse(body))),
  'DELETE faults': (world) => done(world.faults.clear()),
  'POST answers': (world, body) => json(201, world.answers.add(parse(body))),
  'DELETE answers': (world, _body, id) => done(world.answers.clear(id || undefined)),
  'GET sessions': (world) => json(200, world.issued.counts()),
  'GET secrets': (world) => json(200, world.issued.secrets.toArray()),
  'POST reset': (world) => done(resetWorld(world)),
  'PATCH accounts': async (world, body, id) => {
    const before = world.accounts.get(id);
    const account = world.accounts.patch(id, parse(body));
    if (!before || !account) return unknownAccount(id);
    for (const event of eventsOfPatch(before, account)) await world.webhooks.emit(event);
    return json(200, account);
  },
  'DELETE accounts': async (world, _body, id) => {
    if (!world.accounts.revoke(id)) return unknownAccount(id);
    await world.webhooks.emit(eventOfAccess(id, false));
    return done();
  },
  'POST accounts': async (world, _body, id) => {
    const account = world.accounts.restore(id);
    if (!account) return unknownAccount(id);
    await world.webhooks.emit(eventOfAccess(id, true));
    return json(200, account);
  },
  'POST crowd': (world, body) => {
    const { count } = parse(body);
    const sound = typeof count === 'number' && Number.isInteger(count) && count > 0;
    if (!sound || count > maxCrowd) throw new Error(`A crowd is {count}, at most ${maxCrowd}.`);
    return done(world.accounts.addCrowd(count));
  },
  'POST fees': async (world, body) => {
    const fee = feeObject(takeFee(world, parse(body)));
    await world.webhooks.emit({ type: 'application_fee.created', account: null, object: fee });
    return json(201, fee);
  },
  'GET webhooks': (world) => json(200, world.webhooks.deliveries()),
  'POST webhooks': (world, body) => json(201, world.webhooks.add(parse(body))),
  'DELETE webhooks': (world) => done(world.webhooks.clear()),
  'POST events': async (world, body) => {
    const { times, ...event } = parse(body);
    const { type, account } = event;
    // The platform's own events name no account; there is nothing to make their object up from.
    const own = account === null && typeof event.object === 'object' && event.object !== null;
    if (typeof type !== 'string' || !(own || typeof account === 'string')) {
      throw new Error('An event is {type, account}, and what else of it is not to be made up.');
    }
    const of = typeof account === 'string' ? account : null;
    const known = of === null ? undefined : world.accounts.get(of);
    const object = known ?? { id: of, object: 'account' };
    const sent = { object, ...event, type, account: of };
    return json(200, await world.webhooks.emit(sent, Number(times ?? 1)));
  },
};

const maxCrowd = 1_000_000;

/**
 * The tests' own side of the emulator, under `/_emulator`. It asks for no key, so it answers only
 * who names this machine itself and is not a web page: a page of another site, even one whose name
 * was made to resolve to loopback, gets nothing.
 */
export async function answerControl(
  world: World,
  request: IncomingMessage,
  path: string,
  body: string,
): Promise<Answer> {
  const host = header(request, 'host') ?? '';
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host) || header(request, 'origin')) {
    return problem(403, 'Only for tests on this machine.');
  }
  const [, name = '', id = ''] = /^\/_emulator\/([a-z]+)(?:\/(\w+))?$/.exec(path) ?? [];
  const key = `${request.method} ${name}`;
  const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
  const mayNameOne = key === 'DELETE answers';
  if (!act || ((id !== '') !== (name === 'accounts') && !mayNameOne)) {
    return problem(404, `No such control: ${request.method} ${path}`);
  }
  try {
    return await act(world, body, id);
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
