import { spawn } from 'node:child_process';
import { projectRoot } from '../../scripts/lib/files';
import { PLAYWRIGHT } from '../../scripts/test/browser';

/**
 * Runs one of Playwright's projects, which builds the product where something has changed, with `more`
 * in its environment. This process ends as it does.
 */
export function runProject(project: string, more: Readonly<Record<string, string>>): void {
  spawn(process.execPath, [PLAYWRIGHT, 'test', '--project', project], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ...more },
  }).once('exit', (code) => process.exit(code ?? 1));
}
