import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmulator } from './server';
import { exampleAccount, secretKey } from './test-support';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stripe-emulator-'));
const running = new Set<ChildProcess>();

interface Run {
  child: ChildProcess;
  stdout: () => string;
  stderr: () => string;
  exit: Promise<number | null>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args]);
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  return { child, stdout: () => stdout, stderr: () => stderr, exit };
}

async function ready(process: Run): Promise<{ url: string; secretKey: string }> {
  await expect.poll(process.stdout, { timeout: 15_000 }).toContain('\n');
  return JSON.parse(process.stdout());
}

const authorized = (key: string) => ({ Authorization: `Bearer ${key}` });

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

describe('the process', () => {
  it('prints one line, serves, and ends at once even with a request that hangs', async () => {
    const started = run('--port', '0', '--key', secretKey);
    const { url, secretKey: key } = await ready(started);
    expect(key).toBe(secretKey);
    const accounts = await fetch(`${url}/v1/accounts/${exampleAccount}`, {
      headers: authorized(key),
    });
    expect(accounts.status).toBe(200);
    await fetch(`${url}/_emulator/faults`, { method: 'POST', body: '{"kind":"hang"}' });
    const hung = fetch(`${url}/v1/accounts`, { headers: authorized(key) }).catch(() => 'gone');
    await expect
      .poll(async () => (await (await fetch(`${url}/_emulator/requests`)).json()).length)
      .toBe(2);
    const begun = performance.now();
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(0);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(await hung).toBe('gone');
    expect(started.stdout().trim().split('\n')).toHaveLength(1);
    expect(started.stderr()).toBe('');
  }, 30_000);

  it('makes up a key unless it is given one', async () => {
    const started = run();
    expect((await ready(started)).secretKey).toMatch(/^sk_test_\w{24}$/);
    started.child.kill('SIGINT');
    expect(await started.exit).toBe(0);
  }, 30_000);

  it('refuses a live key and does not repeat it', async () => {
    const started = run('--key', 'sk_live_abcdefgh12345678');
    expect(await started.exit).toBe(2);
    expect(started.stderr()).toContain('test key');
    expect(started.stderr() + started.stdout()).not.toContain('abcdefgh12345678');
  }, 30_000);
});

describe('the state file', () => {
  const state = join(folder, 'accounts.json');
  const start = () => startEmulator({ port: 0, secretKey, state });
  const headers = authorized(secretKey);

  it('keeps created accounts, their changes included, and nothing else', async () => {
    const first = await start();
    const created = await fetch(`${first.url}/v1/accounts`, { method: 'POST', headers });
    const { id } = await created.json();
    const patch = { method: 'PATCH', body: '{"capabilities":{"treasury":"active"}}' };
    await fetch(`${first.url}/_emulator/accounts/${id}`, patch);
    await fetch(`${first.url}/_emulator/accounts/${exampleAccount}`, patch);
    const form = new URLSearchParams({ account: id, 'components[payments][enabled]': 'true' });
    const minted = await fetch(`${first.url}/v1/account_sessions`, {
      method: 'POST',
      headers,
      body: form,
    });
    const { client_secret } = await minted.json();
    expect(client_secret).toMatch(/^accs_secret_/);
    await first.close();
    const kept = readFileSync(state, 'utf8');
    expect(kept).not.toContain(client_secret);
    expect(kept).not.toContain(secretKey);

    const second = await start();
    const read = async (account: string) =>
      (await fetch(`${second.url}/v1/accounts/${account}`, { headers })).json();
    expect((await read(id)).capabilities.treasury).toBe('active');
    expect((await read(exampleAccount)).capabilities).not.toHaveProperty('treasury');
    await fetch(`${second.url}/_emulator/reset`, { method: 'POST' });
    await second.close();

    const third = await start();
    const gone = await fetch(`${third.url}/v1/accounts/${id}`, { headers });
    expect(gone.status).toBe(403);
    await third.close();
  });

  it('is refused when it holds something else', async () => {
    writeFileSync(state, '{"accounts":1}');
    await expect(start()).rejects.toThrow('state file');
    rmSync(folder, { recursive: true });
  });
});

it('says so when its port is taken', async () => {
  const first = await startEmulator({ port: 0, secretKey });
  const port = Number(new URL(first.url).port);
  await expect(startEmulator({ port, secretKey })).rejects.toThrow('EADDRINUSE');
  await first.close();
});
