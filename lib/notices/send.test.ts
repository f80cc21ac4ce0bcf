import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createRawServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { lookupFor, mayCall } from './addresses';
import { type Outgoing, sendNotice, signedHeaders } from './send';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

const open: { close(done: () => void): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => new Promise<void>((done) => one.close(done))));
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

const sendTo = (url: string, more: Partial<Outgoing> = {}) =>
  sendNotice({ url, id: 'n1', body: '{"a":"ä"}', secrets: [SECRET], at: new Date(), ...more });

describe('where a notice may go', () => {
  test.each([
    ['93.184.216.34', true, false],
    ['10.0.0.5', true, false],
    ['192.168.1.1', true, false],
    ['fd12::1', true, false],
    ['127.0.0.1', true, true],
    ['127.9.9.9', true, true],
    ['::1', true, true],
    ['::ffff:127.0.0.1', true, true],
    ['169.254.169.254', false, false],
    ['169.254.0.1', false, false],
    ['::ffff:169.254.169.254', false, false],
    ['::ffff:a9fe:a9fe', false, false],
    ['64:ff9b::a9fe:a9fe', false, false],
    ['fe80::1', false, false],
    ['febf::1', false, false],
    ['fd00:ec2::254', false, false],
    ['100.100.100.200', false, false],
    ['0.0.0.0', false, false],
    ['::', false, false],
    ['example.com', false, false],
  ])('%s: encrypted %s, plain %s', (address, encrypted, plain) => {
    expect([mayCall(address, true), mayCall(address, false)]).toEqual([encrypted, plain]);
  });

  test('a name is looked up in either way that Node asks, and refused by what it leads to', async () => {
    const lookUp = (host: string, encrypted: boolean, all: boolean) =>
      new Promise((resolve) => {
        lookupFor(encrypted)(host, { all, family: 4 }, (error, found, family) =>
          resolve(error ? error.code : [found, family]),
        );
      });
    expect(await lookUp('localhost', false, false)).toEqual(['127.0.0.1', 4]);
    expect(await lookUp('localhost', false, true)).toEqual([
      [{ address: '127.0.0.1', family: 4 }],
      undefined,
    ]);
    expect(await lookUp('169.254.169.254', true, true)).toBe('ADDRESS_REFUSED');
    expect(await lookUp('10.0.0.5', false, false)).toBe('ADDRESS_REFUSED');
  });
});

describe('an attempt', () => {
  test('says what was answered, without waiting for all of it', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(503, { 'retry-after': '30' }).write('and so on');
    });
    const port = await listening(server);
    const result = await sendTo(`http://localhost:${port}/in?x=1`);
    expect(result).toMatchObject({ httpStatus: 503, error: null, retryAfter: '30' });
    server.closeAllConnections();
  });

  test.each([
    ['no answer in time', 'timeout'],
    ['a connection that breaks off', 'broken_off'],
    ['something that is no HTTP', 'broken_off'],
  ])('%s: %s', async (what, error) => {
    const server = createRawServer((socket) => {
      socket.on('error', () => undefined).resume();
      if (what.startsWith('a connection')) socket.destroy();
      if (what.startsWith('something')) socket.end('SSH-2.0-OpenSSH\r\n\r\n');
    });
    const port = await listening(server);
    const result = await sendTo(`http://127.0.0.1:${port}/`, { timeoutMs: 200 });
    expect(result).toMatchObject({ httpStatus: null, error, retryAfter: null });
  });

  test('nobody listens', async () => {
    const server = createRawServer();
    const port = await listening(server);
    await new Promise((done) => open.splice(0)[0]?.close(() => done(null)));
    expect(await sendTo(`http://127.0.0.1:${port}/`)).toMatchObject({ error: 'no_connection' });
  });

  test('a name that leads nowhere', async () => {
    const { error } = await sendTo('https://nowhere.invalid/');
    expect(error).toBe('not_resolved');
  });

  test('a receiver that cannot prove who it is', async () => {
    const port = await listening(createSecureServer(() => undefined));
    expect(await sendTo(`https://127.0.0.1:${port}/`)).toMatchObject({ error: 'not_secure' });
  });

  test('plain text to another machine, or to an address that is refused', async () => {
    expect(await sendTo('http://10.0.0.5/')).toMatchObject({ error: 'address_refused' });
    expect(await sendTo('https://169.254.169.254/')).toMatchObject({ error: 'address_refused' });
  });
});

test('the example of the specification is signed as it says', () => {
  // https://github.com/standard-webhooks/standard-webhooks, spec: "Signature scheme"
  const headers = signedHeaders({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body: '{"test": 2432232314}',
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', SECRET],
    at: new Date(1614265330_000),
  });
  const [first, second] = headers['webhook-signature'].split(' ');
  expect(first).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(second).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  expect(headers['webhook-timestamp']).toBe('1614265330');
});
