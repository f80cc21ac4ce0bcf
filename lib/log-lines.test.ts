import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

// Standard output is a process's own, so each of these is one: it says what it wrote, and in how many
// pieces, as the writes of its file system are counted.

const COUNTED = `
  const { default: fs } = await import('node:fs');
  let pieces = 0;
  for (const name of ['write', 'writeSync']) {
    const as = fs[name];
    fs[name] = (fd, ...rest) => { pieces += fd === 1 ? 1 : 0; return as(fd, ...rest); };
  }
  const { linesTogether } = await import('./lib/log-lines.ts');
  const lines = linesTogether();
  const later = () => new Promise((resolve) => setTimeout(resolve, 50));
  process.on('exit', () => process.stderr.write(String(pieces)));
`;

async function run(work: string): Promise<{ lines: string[]; pieces: number }> {
  const args = ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...args, COUNTED + work]);
  return { lines: stdout.split('\n').slice(0, -1), pieces: Number(stderr) };
}

const MANY = "for (let n = 0; n < 50; n += 1) lines.write('line ' + n + '\\n');";
const many = Array.from({ length: 50 }, (_, n) => `line ${n}`);

test('lines that come together go out in one piece, later ones in another, and none is lost', async () => {
  expect(await run(MANY)).toEqual({ lines: many, pieces: 1 });
  expect(await run(`${MANY} await later(); lines.write('next\\n'); await later();`)).toEqual({
    lines: [...many, 'next'],
    pieces: 2,
  });
});

test('no piece is longer than a pipe takes whole, and each ends with a line', async () => {
  const { lines, pieces } = await run(
    "for (let n = 0; n < 300; n += 1) lines.write('é'.repeat(50) + n + '\\n'); await later();",
  );
  expect(lines).toEqual(Array.from({ length: 300 }, (_, n) => 'é'.repeat(50) + n));
  // Of lines of 102 to 104 bytes, 39 or 40 go into 4,096.
  expect(pieces).toBe(8);
});

test.each([
  ['exits before they are handed over', `${MANY} process.exit(0);`],
  ['flushes and is killed', `${MANY} lines.flushSync(); process.reallyExit(0);`],
])('a process that %s has written its lines', async (_, work) => {
  expect((await run(work)).lines).toEqual(many);
});
