import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../lib/files';

// What `npm run up` refuses before it does anything slow, with the real command.

let dataDir: string;
let squatter: net.Server;
let port: string;

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'switchyard-up-'));
  squatter = net.createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  port = String((squatter.address() as net.AddressInfo).port);
});
afterEach(() => {
  squatter.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function up(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/up.mjs', ...args], {
    cwd: projectRoot,
    env: { ...process.env, SWITCHYARD_DATA_DIR: dataDir, PORT: '', HOST: '', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, output: output.trim() };
}

test('a port that is taken', async () => {
  const expected = {
    code: 1,
    output: `Port ${port} is taken. Stop what uses it, or: npm run up -- --port ${Number(port) + 1}`,
  };
  expect(await up(['--port', port])).toEqual(expected);
  expect(await up([], { PORT: port })).toEqual(expected);
  expect(await up(['--port', port, '--host', '0.0.0.0'])).toEqual(expected);
  expect(existsSync(path.join(dataDir, 'up.lock'))).toBe(false);
});

test('a port that is taken on the other address family only', async () => {
  const other = net.createServer().listen(Number(port), '::1');
  await once(other, 'listening').catch(() => undefined);
  squatter.close();
  await once(squatter, 'close');
  try {
    if (other.listening) expect((await up(['--port', port])).output).toContain('is taken');
  } finally {
    other.close();
  }
});

test.each([
  [['--port', 'abc'], {}, '--port is "abc"; a port is a number from 1 to 65535.'],
  [['--port', '0'], {}, '--port is "0"'],
  [['--port', '65536'], {}, '--port is "65536"'],
  [[], { PORT: '80x' }, 'PORT is "80x"'],
  [['--prot', '1'], {}, "Unknown option '--prot'"],
  [['--build', '--no-build'], {}, 'Either --build or --no-build.'],
])('%j %j', async (args, env, message) => {
  const { code, output } = await up(args, env as Record<string, string>);
  expect(code).toBe(1);
  expect(output).toContain(message);
});

test('a second start on the same data', async () => {
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  try {
    const start = await startOf(holder.pid as number);
    writeLock({ pid: holder.pid, start, url: 'http://localhost:3999' });
    const { code, output } = await up(['--port', port]);
    expect(code).toBe(1);
    expect(output).toBe(
      `Switchyard is running on ${dataDir} already (process ${holder.pid}, http://localhost:3999). ` +
        'Stop that one, or set SWITCHYARD_DATA_DIR to another folder.',
    );
    expect(existsSync(path.join(dataDir, 'up.lock'))).toBe(true);
  } finally {
    holder.kill();
  }
});

test.each([
  ['has ended', { pid: 2 ** 22 + 1, start: '1', url: 'x' }],
  ['has given its number to another', { pid: process.pid, start: 'long ago', url: 'x' }],
])('the mark of a process that %s is no hindrance', async (_, mark) => {
  writeLock(mark);
  expect((await up(['--port', port])).output).toContain(`Port ${port} is taken`);
});

function writeLock(mark: object): void {
  writeFileSync(path.join(dataDir, 'up.lock'), JSON.stringify(mark));
}

async function startOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') {
    const ps = spawn('ps', ['-o', 'lstart=', '-p', String(pid)]);
    const [text] = (await once(ps.stdout, 'data')) as [Buffer];
    return text.toString().trim();
  }
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
