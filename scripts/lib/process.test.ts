import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from './files';
import { type ChildOptions, describeExit, isAlive, startChild } from './process';
import { createSupervisor } from './supervisor';

let folder: string;
let logFile: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchyard-process-'));
  logFile = path.join(folder, 'child.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// A parent that ignores being asked, with a child of its own whose number it writes down.
const STUBBORN = `
  process.on('SIGTERM', () => undefined);
  const child = require('node:child_process').spawn('sleep', ['60']);
  console.log(child.pid);
  setInterval(() => undefined, 1000);
`;

const nodeScript = (script: string): ChildOptions => ({
  name: 'The child',
  command: process.execPath,
  args: ['-e', script],
  logFile,
});

async function eventually<T>(find: () => T): Promise<T> {
  for (let left = 200; left > 0 && !find(); left--) await new Promise((r) => setTimeout(r, 50));
  return find();
}

const grandchild = () => eventually(() => Number(readFileSync(logFile, 'utf8')));

test('stopping a child ends what it started too, even where it does not listen', async () => {
  const child = await startChild({ ...nodeScript(STUBBORN), stopTimeoutMs: 300 });
  const other = await grandchild();
  expect(isAlive(other)).toBe(true);
  await child.stop();
  expect(isAlive(child.pid)).toBe(false);
  expect(isAlive(other)).toBe(false);
});

test('a child does not outlive a parent that is killed', async () => {
  const starter = path.join(folder, 'starter.mts');
  writeFileSync(
    starter,
    `import { startChild } from ${JSON.stringify(path.join(projectRoot, 'scripts/lib/process.ts'))};
     const child = await startChild({ name: 'x', command: 'sleep', args: ['60'],
       logFile: ${JSON.stringify(logFile)} });
     console.log(child.pid);
     setInterval(() => undefined, 1000);`,
  );
  const parent = spawn(process.execPath, ['--import', 'tsx', starter], { cwd: projectRoot });
  const [text] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(text);
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  expect(await eventually(() => !isAlive(pid))).toBe(true);
});

test('a program that is not there is named', async () => {
  const missing = startChild({ ...nodeScript(''), command: '/nowhere/at/all' });
  await expect(missing).rejects.toThrow(
    'The child cannot be started: spawn /nowhere/at/all ENOENT',
  );
});

test('how a child ended is told with the last lines of its log', async () => {
  const child = await startChild(nodeScript(`console.error('the reason'); process.exit(3)`));
  const text = describeExit(child, await child.exited);
  expect(text).toBe(`The child ended with code 3. Its log (${logFile}) ends:\nthe reason`);
});

test('a supervisor gives up its work when what was to stay has ended', async () => {
  const supervisor = createSupervisor();
  const stays = await supervisor.start(nodeScript('setInterval(() => undefined, 1000)'));
  await supervisor.start(nodeScript('setTimeout(() => process.exit(4), 100)'));
  const work = supervisor.guard(new Promise(() => undefined));
  await expect(work).rejects.toThrow('The child ended with code 4.');
  await supervisor.stopAll();
  expect(isAlive(stays.pid)).toBe(false);
});

test('a supervisor runs a task to its end, and says what went wrong with it', async () => {
  const supervisor = createSupervisor();
  await supervisor.run(nodeScript('process.exit(0)'));
  const failing = supervisor.run(nodeScript(`console.log('half done'); process.exit(1)`));
  await expect(failing).rejects.toThrow(/^The child ended with code 1\..*half done$/s);
});
