import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { FRONT_BUNDLE } from '@/scripts/lib/front-bundle';
import { type Console, keepConsole } from './console';
import { spawnConsole } from './spawn';

let built: string;
beforeAll(async () => {
  built = mkdtempSync(path.join(tmpdir(), 'bundle-'));
  await build({
    ...FRONT_BUNDLE,
    entryPoints: ['a-console', 'a-front'].map((name) => `lib/front/testing/${name}.ts`),
    outdir: built,
  });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const file = (name: string) => path.join(built, `${name}.mjs`);
const PATIENT = { timeout: 25_000, interval: 20 };

let folder: string;
let socketPath: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'console-'));
  socketPath = path.join(folder, 'console.sock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const figures = { beside: async () => [], keep: vi.fn(async () => undefined) };
const start = (script: string, onHopeless: () => void = () => undefined) => {
  const args = [file(script), socketPath];
  return keepConsole({
    ...{
      args,
      first: spawnConsole(args),
      socketPath,
      figures,
      onHopeless,
      pauseMs: 10,
      log: { error: () => undefined },
    },
  });
};

function get(at: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path: at, agent: false });
    asked.on('error', reject).on('response', async (answer) => {
      resolve((await answer.toArray()).join(''));
    });
    asked.end();
  });
}

const listening = (console: Console) =>
  vi.waitFor(() => expect(console.socketPath()).toBe(socketPath), PATIENT);
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a console that dies is started again, and one that is to end is not', async () => {
  const console = start('a-console');
  expect(console.socketPath()).toBeNull();
  await listening(console);
  const first = await get('/');
  await expect(get('/crash')).rejects.toThrow();
  await vi.waitFor(() => expect(figures.keep).toHaveBeenCalledTimes(1), PATIENT);
  await listening(console);
  const second = await get('/');
  expect(second).not.toBe(first);

  console.askToEnd();
  expect(await get('/')).toBe(second);
  expect(await console.letGo()).toBe(true);
  expect(isAlive(Number(second))).toBe(false);
  expect(console.socketPath()).toBeNull();
});

test('one that ends before it ever listened is hopeless', async () => {
  await new Promise<void>((resolve) => start('there-is-no-such-file', resolve));
});

test('the console ends when its front is killed', async () => {
  const args = [file('a-front'), file('a-console'), socketPath];
  const front = spawn(process.execPath, args, { stdio: 'ignore' });
  const exited = once(front, 'exit');
  await vi.waitFor(() => expect(existsSync(socketPath)).toBe(true), PATIENT);
  const pid = Number(await vi.waitFor(() => get('/'), PATIENT));
  expect(isAlive(pid)).toBe(true);
  front.kill('SIGKILL');
  await exited;
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), PATIENT);
});
