import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('a stack names the source that a bundle was made from', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stacks-'));
  try {
    const source = path.join(folder, 'source.ts');
    const stacks = JSON.stringify(path.join(import.meta.dirname, 'stacks.ts'));
    writeFileSync(
      source,
      `import { showSources } from ${stacks};
interface Dropped { from: 'the bundle' }
showSources();
function breaks(): Dropped { throw new TypeError('broken'); }
try { breaks(); } catch (error) { console.log((error as Error).stack); }
console.log(new Error('fine').stack?.split('\\n')[0]);
`,
    );
    const outfile = path.join(folder, 'out', 'bundle.mjs');
    await build({
      ...{ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm' },
      sourcemap: 'linked',
    });
    const said = execFileSync(process.execPath, [outfile], { encoding: 'utf8' });
    expect(said).toMatch(/^TypeError: broken\n {4}at breaks \(source\.ts:4:36\)\n/);
    expect(said).toContain('\nError: fine');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
