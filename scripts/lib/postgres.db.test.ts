import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from './files';
import { canListen } from './ports';
import { type Postgres, startPostgres } from './postgres';
import { removeCluster } from './postgres-cluster';
import { isAlive } from './process';

let folder: string;
let dataDir: string;
let running: Postgres[];

beforeEach(() => {
  // As strict as mktemp makes it: nobody but its owner passes through.
  folder = mkdtempSync(path.join(tmpdir(), 'switchyard-postgres-'));
  dataDir = path.join(folder, 'data', 'postgres');
  running = [];
});

afterEach(async () => {
  for (const server of running) await server.stop();
  removeCluster(dataDir);
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: { port?: number } = {}): Promise<Postgres> {
  const server = await startPostgres({ dataDir, settings: { fsync: 'off' }, ...options });
  running.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

async function eventually(check: () => boolean): Promise<boolean> {
  for (let left = 200; left > 0 && !check(); left--) await new Promise((r) => setTimeout(r, 50));
  return check();
}

test('keeps data, port and password across starts', async () => {
  const first = await start();
  await query(first.url, `CREATE TABLE "kept" AS SELECT 'yes' AS "answer"`);
  await first.stop();
  expect(isAlive(first.process.pid)).toBe(false);

  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'SELECT * FROM "kept"')).toEqual([{ answer: 'yes' }]);
});

test('is UTF-8, orders by code point, and lowers letters beyond ASCII', async () => {
  const { url } = await start();
  expect(await query(url, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  expect(await query(url, `SELECT lower('ÄÉ') AS low, 'B' < 'a' AS plain`)).toEqual([
    { low: 'äé', plain: true },
  ]);
});

test('is open to this machine only, and to those who know the password', async () => {
  const { url, port } = await start();
  expect(statSync(path.join(path.dirname(dataDir), 'postgres.json')).mode & 0o777).toBe(0o600);
  const wrong = new URL(url);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  for (const address of Object.values(networkInterfaces()).flat()) {
    if (address?.family === 'IPv4' && !address.internal) {
      expect(await canListen(port, address.address)).toBe(true);
    }
  }
});

test('takes another port where its own is taken, unless told which', async () => {
  const first = await start();
  await first.stop();
  const squatter = spawn(process.execPath, [
    '-e',
    `require('net').createServer().listen(${first.port}, '127.0.0.1', () => console.log('ready'))`,
  ]);
  await once(squatter.stdout, 'data');
  try {
    await expect(start({ port: first.port })).rejects.toThrow(`Port ${first.port}`);
    expect((await start()).port).not.toBe(first.port);
  } finally {
    squatter.kill();
  }
});

test('starts again after it was killed', async () => {
  const first = await start();
  process.kill(first.process.pid, 'SIGKILL');
  await first.process.exited;
  const second = await start();
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('starts where the mark of a dead one names a program that has nothing to do with it', async () => {
  const first = await start();
  await first.stop();
  writeFileSync(path.join(first.location, 'postmaster.pid'), `${process.pid}\n${first.location}\n`);
  await expect(start()).resolves.toBeDefined();
});

test('says so where one is running on the same data already', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(
    `Postgres is already running on ${first.location} (process ${first.process.pid})`,
  );
});

test('moves with its folder', async () => {
  chmodSync(folder, 0o711);
  const first = await start();
  await first.stop();
  renameSync(path.dirname(dataDir), path.join(folder, 'moved'));
  dataDir = path.join(folder, 'moved', 'postgres');
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(second.location).toBe(dataDir);
});

test('says so where the password file is missing', async () => {
  chmodSync(folder, 0o711);
  const first = await start();
  await first.stop();
  rmSync(path.join(path.dirname(dataDir), 'postgres.json'));
  await expect(start()).rejects.toThrow('password file');
});

test('ends with the process that started it, even if that is killed', async () => {
  const starter = path.join(folder, 'starter.mts');
  writeFileSync(
    starter,
    `import { startPostgres } from ${JSON.stringify(path.join(projectRoot, 'scripts/lib/postgres.ts'))};
     const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
     console.log(server.process.pid, server.location);
     setInterval(() => undefined, 1000);`,
  );
  const parent = spawn(process.execPath, ['--import', 'tsx', starter], { cwd: projectRoot });
  const [text] = (await once(parent.stdout, 'data')) as [Buffer];
  const [pid, location] = text.toString().trim().split(' ') as [string, string];
  expect(isAlive(Number(pid))).toBe(true);
  parent.kill('SIGKILL');
  expect(await eventually(() => !isAlive(Number(pid)))).toBe(true);
  expect(existsSync(path.join(location, 'postmaster.pid'))).toBe(false);
});
