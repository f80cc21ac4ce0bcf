import { execFile } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../../scripts/lib/files';
import { demo } from './demo';

/** How a run of the `switchyard` command ended, and what it wrote. */
export interface Run {
  code: number;
  out: string;
  err: string;
}

/** Runs the real command against the running installation, with a token unless told otherwise. */
export function switchyard(
  args: readonly string[],
  { cwd, token = demo().apiToken }: { cwd: string; token?: string | null },
): Promise<Run> {
  const file = path.join(projectRoot, 'scripts', 'cli', 'switchyard.mjs');
  const { SWITCHYARD_TOKEN: _own, ...rest } = process.env;
  const env = { ...rest, SWITCHYARD_URL: demo().url, ...(token && { SWITCHYARD_TOKEN: token }) };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [file, ...args], { cwd, env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

/** Runs a script of package.json, with `more` in its environment. */
export function npmRun(script: string, more: Readonly<Record<string, string>>): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd: projectRoot, env: { ...process.env, ...more } };
    const child = execFile('npm', ['run', '--silent', script], options, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}
